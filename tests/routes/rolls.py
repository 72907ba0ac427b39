from datetime import date

from assistance.schemes.rolls.models import Roll, RollDifference
from tests import factories
from tests.routes import Route
from tests.routes.world import Place

VIEWERS = "village helper township county department city auditor"


def kind(_made: Place) -> dict[str, object]:
    return {"pk": Roll.objects.earliest("pk").pk}


def chosen(made: Place) -> dict[str, object]:
    """Of the office that the asking department holds."""
    office = made.user.posts.first() if made.user else None
    row = RollDifference.objects.create(
        roll=Roll.objects.earliest("pk"), month=date(2026, 10, 1), household=made.household,
        member=factories.member(made.household), division_id=made.village,
        department=office.department if office and office.department else "民政局", kind="joined",
    )  # fmt: skip
    return {"chosen": row.pk, "reason": "提标"}


ROUTES = [
    Route("rolls:list", VIEWERS),
    Route("rolls:differences", "county department city auditor"),
    Route("rolls:kinds", "township county city auditor admin"),
    Route("rolls:kind", "admin", kwargs=kind),
    Route("rolls:settle", "department", data=chosen, method="post", status=302, outside=302),
]
