from tests import factories
from tests.routes import READERS, Route
from tests.routes.world import Place

KEEPERS = "township county"


def student(place: Place) -> dict[str, object]:
    return {"pk": factories.enrolment(place.household).pk}


def on_leave(place: Place) -> dict[str, object]:
    found = factories.enrolment(place.household)
    found.leaves.create(starts_on="2026-03-01", reason="病", by=factories.user())
    found.member.awards.update(ends_on="2026-02-28")
    return {"pk": found.pk}


def village(place: Place) -> dict[str, object]:
    return {"code": place.village}


def county(place: Place) -> dict[str, object]:
    return {"code": f"{place.village[:6]}000000"}


def leaves(_place: Place) -> dict[str, str]:
    return {"on": "2026-03-01", "reason": "病"}


def returns(_place: Place) -> dict[str, str]:
    return {"on": "2026-09-01"}


ROUTES = [
    Route("students:list", READERS),
    Route("students:without", READERS),
    Route("students:enrol", KEEPERS, kwargs=village),
    Route("students:pay", "county", kwargs=county),
    Route("students:student", READERS, kwargs=student),
    Route("students:suspend", KEEPERS, kwargs=student, data=leaves, method="post", status=302),
    Route("students:resume", KEEPERS, kwargs=on_leave, data=returns, method="post", status=302),
    Route("students:finish", KEEPERS, kwargs=student, data=leaves, method="post", status=302),
]
