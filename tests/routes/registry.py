from monitoring.registry.models import Pairing
from tests import factories
from tests.routes import READERS, Route
from tests.routes.world import Place

CHANGE = "village township county"
UNMASK = "village township county city"
EXPORT = "township county city auditor"


def of_household(place: Place) -> dict[str, object]:
    return {"pk": place.household.pk}


def of_member(place: Place) -> dict[str, object]:
    return {"pk": place.household.members.get().pk}


def of_member_who_left(place: Place) -> dict[str, object]:
    left = {"status": "moved_out", "left_on": "2026-01-01"}
    return {"pk": factories.member(place.household, **left).pk}


def of_statement(place: Place) -> dict[str, object]:
    return {"pk": place.household.statements.get().pk}


def of_pairing(place: Place) -> dict[str, object]:
    helper = factories.user("helper", place.village)
    return {"pk": Pairing.objects.create(household=place.household, user=helper).pk}


ROUTES = [
    Route("registry:household-list", READERS),
    Route("registry:household-search", READERS, method="post", status=302),
    Route("registry:household-columns", READERS, method="post", status=302),
    Route("registry:household-export", EXPORT),
    Route("registry:household-detail", READERS, kwargs=of_household),
    Route("registry:household-edit", CHANGE, kwargs=of_household),
    Route("registry:conditions-edit", CHANGE, kwargs=of_household),
    Route("registry:statement-add", CHANGE, kwargs=of_household),
    Route("registry:member-add", CHANGE, kwargs=of_household),
    Route("registry:household-split", CHANGE, kwargs=of_household),
    Route("registry:household-merge", CHANGE, kwargs=of_household),
    Route("registry:household-move", CHANGE, kwargs=of_household),
    Route("registry:household-end", CHANGE, kwargs=of_household),
    Route("registry:pairing-add", CHANGE, kwargs=of_household),
    Route("registry:pairing-end", CHANGE, kwargs=of_pairing, method="post", status=302),
    Route("registry:statement-edit", CHANGE, kwargs=of_statement),
    Route("registry:member-edit", CHANGE, kwargs=of_member),
    Route("registry:member-leave", CHANGE, kwargs=of_member),
    Route("registry:member-return", CHANGE, kwargs=of_member_who_left),
    Route("registry:member-id-number", UNMASK, kwargs=of_member),
    Route("registry:household-head-id", UNMASK, kwargs=of_household),
    Route("registry:household-bank-card", UNMASK, kwargs=of_household),
]
