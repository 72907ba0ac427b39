from datetime import timedelta

from django.utils import timezone

from tests import factories
from tests.routes import READERS, Route
from tests.routes.world import Place

KEEPERS = "township county"


def household(place: Place) -> dict[str, object]:
    return {"pk": place.household.pk}


def loan(place: Place) -> dict[str, object]:
    return {"pk": factories.loan(place.household).pk}


def county(place: Place) -> dict[str, object]:
    return {"code": f"{place.village[:6]}000000"}


def repaid(_place: Place) -> dict[str, str]:
    return {"amount": "100", "on": f"{timezone.localdate():%Y-%m-%d}"}


def later(_place: Place) -> dict[str, str]:
    return {"until": f"{timezone.localdate() + timedelta(days=800):%Y-%m-%d}", "reason": "受灾"}


ROUTES = [
    Route("schemes:limits", "township county city auditor admin"),
    Route("credit:list", READERS),
    Route("credit:lend", KEEPERS, kwargs=household),
    Route("credit:loan", READERS, kwargs=loan),
    Route("credit:subsidies", "county", kwargs=county),
    Route("credit:repay", KEEPERS, kwargs=loan, method="post", data=repaid, status=302),
    Route("credit:extend", KEEPERS, kwargs=loan, method="post", data=later, status=302),
]
