from assistance.plans.models import Plan
from monitoring.cases.casework.models import Episode
from tests.assistance.plans import making
from tests.routes import READERS, Route
from tests.routes.world import Place

DRAFTERS = "village township"


def _episode(place: Place) -> Episode:
    running = place.household.episodes.running().first()
    return running or making.episode(place.household)


def of_household(place: Place) -> dict[str, int]:
    _episode(place)
    return {"pk": place.household.pk}


def drafted(place: Place) -> Plan:
    return making.plan(_episode(place), "industry-support")


def plan(place: Place) -> dict[str, int]:
    return {"pk": drafted(place).pk}


def waiting(place: Place) -> dict[str, int]:
    return {"pk": making.submitted(_episode(place), "industry-support").pk}


def item(place: Place) -> dict[str, int]:
    return {"pk": drafted(place).items.get().pk}


ROUTES = [
    Route("plans:list", READERS),
    Route("plans:plan", READERS, kwargs=plan),
    Route("plans:begin", DRAFTERS, kwargs=of_household, method="post", status=302),
    Route("plans:add", DRAFTERS, kwargs=plan, method="post"),
    Route("plans:contact", DRAFTERS, kwargs=plan, method="post", status=302),
    Route("plans:submit", DRAFTERS, kwargs=plan, method="post", status=302),
    Route("plans:confirm", "township", kwargs=waiting, method="post", status=302),
    Route("plans:send-back", "township", kwargs=waiting, method="post"),
    Route("plans:item", DRAFTERS, kwargs=item),
    Route("plans:take-out", DRAFTERS, kwargs=item, method="post", status=302),
]
