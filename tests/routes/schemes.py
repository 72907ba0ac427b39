from decimal import Decimal

from assistance.schemes.insurance.models import Claim
from tests import factories
from tests.routes import READERS, Route
from tests.routes.world import Place


def claim(made: Place) -> dict[str, object]:
    found = Claim.objects.create(
        household=made.household, division_id=made.village, kind="insurance", cause="illness",
        year=2026, trigger="住院", opened_by=factories.user(),
    )  # fmt: skip
    return {"pk": found.pk}


def surveyed(made: Place) -> dict[str, object]:
    found = claim(made)
    Claim.objects.filter(**found).update(
        state="surveyed", amount=Decimal(100), burden=1, line=1, share=50,
        surveyed_by=factories.user(),
    )  # fmt: skip
    return found | {"act": "approve"}


def household(made: Place) -> dict[str, object]:
    return {"pk": made.household.pk}


def person(made: Place) -> dict[str, object]:
    return {"pk": factories.member(made.household).pk}


ROUTES = [
    Route("insurance:list", READERS),
    Route("insurance:open", "village township", kwargs=household),
    Route("insurance:claim", READERS, kwargs=claim),
    Route("insurance:act", "county", kwargs=surveyed, method="post", status=302),
    Route("lowincome:household", READERS, kwargs=household),
    Route("medical:person", READERS, kwargs=person),
]
