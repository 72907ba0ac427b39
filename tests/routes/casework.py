from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case
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


ROUTES = [
    Route("cases:list", READERS),
    Route("cases:list", "village township county city auditor", data=place),
    Route("cases:search", READERS, method="post", status=302),
    Route("cases:case", READERS, kwargs=case_pk),
    Route("cases:decide", "township", kwargs=step_pk, method="post"),
]
