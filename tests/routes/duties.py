from assistance.duties.models import Duty
from tests.assistance.plans import making
from tests.routes import READERS, Route
from tests.routes.world import Place

ADMINS = "township county city auditor admin"


def due(place: Place) -> dict[str, str]:
    running = place.household.episodes.running().first()
    episode = running or making.episode(place.household)
    Duty.objects.get_or_create(
        episode=episode, kind="measure", household=place.household,
        division_id=place.household.division_id, since="2026-03-01", due_on="2026-04-01",
    )  # fmt: skip
    return {"division": place.village}


PLACES = " ".join(role for role in READERS.split() if role != "helper")
ROUTES = [
    Route("duties:list", READERS),
    Route("duties:list", PLACES, data=due),
    Route("duties:limits", ADMINS),
]
