from datetime import date

from monitoring.cases.casework.identification import begin_identification
from tests import factories
from tests.routes import READERS, Route
from tests.routes.world import Place

EXPORT = "township county city auditor"


def of_case(place: Place) -> dict[str, object]:
    made = factories.procedure((1, "enter", "township"), valid_from=date(2026, 1, 2))
    made.steps.update(evidence=["national_entry"])
    return {"pk": begin_identification(place.household, by=None).pk}


ROUTES = [
    Route("assessment:statement", READERS, kwargs=of_case),
    Route("assessment:statement", "village township", kwargs=of_case, method="post"),
    Route("assessment:risks", READERS, kwargs=of_case),
    Route("assessment:risks", "village township", kwargs=of_case, method="post"),
    Route("assessment:entry", READERS, kwargs=of_case),
    Route("assessment:entry", "township", kwargs=of_case, method="post"),
    Route("assessment:national", EXPORT),
    Route("assessment:national-export", EXPORT, method="post", status=302),
    Route("assessment:national-read", EXPORT, method="post", status=302),
]
