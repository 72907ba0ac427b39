from django.utils import timezone

from assistance.effect.refresh import refresh
from tests.assistance.plans import making
from tests.routes import READERS, Route
from tests.routes.world import Place

SUPERVISORS = "township county city auditor"
PLACES = " ".join(role for role in READERS.split() if role != "helper")


def a_place(place: Place) -> dict[str, str]:
    running = place.household.episodes.running().first()
    episode = running or making.episode(place.household)
    refresh(timezone.localdate(), [episode.household_id])
    return {"division": place.village}


def household(place: Place) -> dict[str, int]:
    return {"pk": place.household.pk}


ROUTES = [
    Route("effect:places", SUPERVISORS),
    Route("effect:places", SUPERVISORS, data=a_place),
    Route("effect:list", READERS),
    Route("effect:list", PLACES, data=a_place),
    Route("effect:household", READERS, kwargs=household),
]
