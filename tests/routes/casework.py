from django.core.files.base import ContentFile

from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case, CaseFile, Pause
from tests import factories
from tests.routes import READERS, Route
from tests.routes.world import Place


def place(made: Place) -> dict[str, str]:
    return {"division": made.village}


def case(made: Place) -> Case:
    return begin_identification(made.household, by=None)


def case_pk(made: Place) -> dict[str, int]:
    return {"pk": case(made).pk}


def step_pk(made: Place) -> dict[str, int]:
    """The first step of identification, which the township decides."""
    return {"pk": case(made).steps.get().pk}


def stopped(made: Place) -> dict[str, int]:
    pk = case_pk(made)["pk"]
    by = factories.user()
    Pause.objects.create(case_id=pk, reason="等外地核查回函", by=by)
    return {"pk": pk}


def paper(made: Place) -> dict[str, int]:
    pk = case_pk(made)["pk"]
    file = ContentFile(b"%PDF-1.4", name="paper.pdf")
    kept = CaseFile.objects.create(case_id=pk, name="申请书", file=file, by=factories.user())
    return {"pk": pk, "file_pk": kept.pk}


ROUTES = [
    Route("cases:list", READERS),
    Route("cases:list", "village township county city auditor", data=place),
    Route("cases:assign", "township", data=place, method="post", status=302),
    Route("cases:review", "township county"),
    Route("cases:review", "township county", data=place),
    Route("cases:case", READERS, kwargs=case_pk),
    Route("cases:decide", "township", kwargs=step_pk, method="post"),
    Route("cases:pause", "township county", kwargs=case_pk, method="post"),
    Route("cases:resume", "township county", kwargs=stopped, method="post", status=302),
    Route("cases:green", "township county", kwargs=case_pk, method="post", status=302),
    Route("cases:attach", "village helper township county", kwargs=case_pk, method="post"),
    Route("cases:file", READERS, kwargs=paper),
]
