from datetime import date

from monitoring.cases.casework.models import Episode
from monitoring.cases.casework.workflow import open_case
from monitoring.cases.ending.models import Ending
from tests.routes import READERS, Route
from tests.routes.world import Place

PLACES = "village township county city auditor"  # who has an area of their own


def a_place(place: Place) -> dict[str, str]:
    return {"division": place.village}


def episode(place: Place) -> dict[str, int]:
    return {"pk": _episode(place).pk}


def elimination(place: Place) -> dict[str, int]:
    case = open_case(_episode(place), by=None, process="elimination")
    Ending.objects.create(case=case, kind="help", ground="?")
    return {"pk": case.pk}


def _episode(place: Place) -> Episode:
    return Episode.objects.create(
        household=place.household,
        division=place.household.division,
        number=1,
        state="monitored",
        monitored_on=date(2026, 1, 1),
    )


ROUTES = [
    Route("endings:candidates", READERS),
    Route("endings:candidates", PLACES, data=a_place),
    Route("endings:long-watch", READERS),
    Route("endings:long-watch", PLACES, data=a_place),
    Route("endings:new", READERS, kwargs=episode),
    Route("endings:conditions", READERS, kwargs=elimination),
]
