from monitoring.feeds.events.models import VillageEvent
from tests.routes import Route
from tests.routes.world import Place

LEVELS = "village township county city auditor"


def event(place: Place) -> dict[str, int]:
    happened, _made = VillageEvent.objects.get_or_create(
        feed="water-supply", division_id=place.village, same="2026"
    )
    happened.attached.get_or_create(household=place.household)
    return {"pk": happened.pk}


def nothing(_place: Place) -> dict[str, str]:
    return {"do": "save", "seen": "someone else's"}  # refused: it saves nothing


ROUTES = [
    Route("events:list", LEVELS),
    Route("events:event", LEVELS, kwargs=event),
    Route("events:tick", "village", kwargs=event, data=nothing, method="post", status=302),
]
