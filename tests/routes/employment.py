from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from assistance.schemes.employment.models import Offer, Training
from tests import factories
from tests.routes import READERS, Route
from tests.routes.world import Place

PLACED = "village township county city auditor"
KEEPERS = "township county"


def village(place: Place) -> dict[str, object]:
    return {"code": place.village}


def offer(place: Place) -> dict[str, object]:
    made = Offer.objects.create(
        division=place.household.division, title="缝纫工", employer="某厂", area="乡(镇)内",
        wage=Decimal(2500), places=2, until=timezone.localdate() + timedelta(days=30),
        made_by=factories.user(),
    )  # fmt: skip
    return {"pk": made.pk}


def training(place: Place) -> dict[str, object]:
    made = Training.objects.create(
        division=place.household.division, title="家政班", places=2, starts_on=date(2026, 5, 1),
        ends_on=date(2026, 5, 10), made_by=factories.user(),
    )  # fmt: skip
    return {"pk": made.pk}


ROUTES = [
    Route("employment:list", READERS),
    Route("employment:month", PLACED, kwargs=village),
    Route("employment:jobless", READERS),
    Route("employment:chances", PLACED),
    Route("employment:offer-new", KEEPERS, kwargs=village),
    Route("employment:offer", PLACED, kwargs=offer),
    Route("employment:workshop-new", KEEPERS, kwargs=village),
    Route("employment:training-new", KEEPERS, kwargs=village),
    Route("employment:training", PLACED, kwargs=training),
]
