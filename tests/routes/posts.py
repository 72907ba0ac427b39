from datetime import date
from decimal import Decimal

from assistance.schemes.posts import actions
from assistance.schemes.posts.models import Position
from tests import factories
from tests.routes import READERS, Route
from tests.routes.world import Place

VIEWERS = READERS


def made(place: Place, state: str = "planned") -> Position:
    return Position.objects.create(
        division_id=place.household.division_id, kind="cleaning", name="保洁员", need="保洁",
        places=3, allowance=Decimal(500), state=state, applied_by=place.user or factories.user(),
    )  # fmt: skip


def position(place: Place) -> dict[str, object]:
    return {"pk": made(place).pk}


def to_check(place: Place) -> dict[str, object]:
    return {"pk": made(place, "applied").pk, "act": "check"}


def to_plan(place: Place) -> dict[str, object]:
    return {"pk": made(place, "checked").pk, "act": "plan"}


def engaged(place: Place) -> dict[str, object]:
    township = place.household.division_id[:9] + "000"
    member = factories.member(place.household, birth_date=date(1980, 1, 1))
    held = actions.engage(
        made(place), member, by=factories.user("township", township), agreement="1",
        starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), insured_until=date(2026, 12, 31),
    )  # fmt: skip
    return {"pk": held.pk}


def village(place: Place) -> dict[str, object]:
    return {"code": place.village}


ROUTES = [
    Route("posts:list", VIEWERS),
    Route("posts:people", VIEWERS),
    Route("posts:ages", "township county city auditor admin"),
    Route("posts:apply", "village", kwargs=village),
    Route("posts:attendance", "village township county city auditor", kwargs=village),
    Route("posts:position", "village township county city auditor", kwargs=position),
    Route("posts:act", "township", kwargs=to_check, method="post", status=302),
    Route("posts:act", "county", kwargs=to_plan, method="post", status=302),
    Route("posts:engage", "township", kwargs=position, method="post"),
    Route("posts:leave", "township", kwargs=engaged),
]
