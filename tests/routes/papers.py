from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.papers.models import Paper
from tests import factories
from tests.routes import READERS, Route
from tests.routes.world import Place


def case(place: Place) -> dict[str, str]:
    made = begin_identification(place.household, by=None)
    return {"kind": "application", "subject": str(made.pk)}


def paper(place: Place) -> dict[str, int]:
    made = Paper.objects.create(
        kind="household_file",
        division_id=place.village,
        subject=f"monitoring.household:{place.household.pk}",
        household=place.household,
        year=2026,
        serial=1 + Paper.objects.count(),
        county=place.village[:6],
        title="档案",
        blocks=[{"paragraph": place.household.head_name}],
        by=factories.user(),
    )
    return {"pk": made.pk}


def place(made: Place) -> dict[str, str]:
    return {"division": made.village}


WRITERS = "village township county"

ROUTES = [
    Route("papers:list", READERS),
    Route("papers:list", "village township county city auditor", data=place),
    Route("papers:make", WRITERS, data=case, method="post", status=302),
    Route("papers:paper", READERS, kwargs=paper),
    Route("papers:docx", READERS, kwargs=paper),
    Route("papers:leaflets", READERS),
    Route("papers:leaflets", "village township county city auditor", data=place),
]
