from datetime import date
from decimal import Decimal

from assistance.schemes.helpers.models import Gift, Giver
from monitoring.registry.models import Pairing
from tests import factories
from tests.routes import Route
from tests.routes.world import Place

VIEWERS = "village township county city auditor"
KEEPERS = "township county"


def helper(place: Place) -> dict[str, object]:
    paired = factories.user("helper", place.household.division_id)
    Pairing.objects.create(user=paired, household=place.household)
    return {"pk": paired.pk, "code": place.household.division_id}


def village(place: Place) -> dict[str, object]:
    return {"code": place.village}


def made(place: Place) -> Giver:
    return Giver.objects.create(
        kind="enterprise", name="某企业", division=place.household.division,
        made_by=factories.user(),
    )  # fmt: skip


def giver(place: Place) -> dict[str, object]:
    return {"pk": made(place).pk}


def gift(place: Place) -> dict[str, object]:
    given = Gift.objects.create(
        giver=made(place), division=place.household.division, kind="cash", what="捐款",
        amount=Decimal(100), on=date(2026, 1, 1), by=factories.user(),
    )  # fmt: skip
    return {"pk": given.pk}


def why(_place: Place) -> dict[str, str]:
    return {"reason": "重复登记"}


ROUTES = [
    Route("helpers:list", VIEWERS),
    Route("helpers:helper", VIEWERS, kwargs=helper),
    Route("helpers:givers", VIEWERS),
    Route("helpers:giver-new", KEEPERS, kwargs=village),
    Route("helpers:giver", VIEWERS, kwargs=giver),
    Route("helpers:reverse", KEEPERS, kwargs=gift, data=why, method="post", status=302),
]
