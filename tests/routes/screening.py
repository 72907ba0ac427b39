from datetime import date

from monitoring.criteria.packs import in_force
from monitoring.screening.models import Flag, Run
from tests.routes import READERS, Route
from tests.routes.world import Place

SEERS = f"{READERS} department"
VIEWERS = "township county city auditor"
PLACES = "village township county city auditor"  # who has an area of their own


def place(made: Place) -> dict[str, str]:
    return {"division": made.village}


def flag(made: Place) -> dict[str, int]:
    """A list for the department, the one kind of flag a department office sees."""
    return {"pk": _flag(made, "uninsured-others", "blue", "list").pk}


def clue(made: Place) -> dict[str, int]:
    return {"pk": _flag(made, "income-below-line", "red", "clue").pk}


def _flag(made: Place, criterion: str, severity: str, effect: str) -> Flag:
    today = date(2026, 9, 1)
    found, _ = Flag.objects.get_or_create(
        household=made.household,
        criterion=criterion,
        cleared_on=None,
        defaults={
            "division": made.household.division,
            "version": in_force(today),
            "severity": severity,
            "effect": effect,
            "first_seen": today,
            "last_seen": today,
        },
    )
    return found


def run(made: Place) -> dict[str, int]:
    made_run = Run.objects.create(
        trigger=Run.Trigger.MANUAL, as_of=date(2026, 9, 1), division_code=made.village
    )
    return {"pk": made_run.pk}


ROUTES = [
    Route("screening:flag-list", SEERS),
    Route("screening:flag-list", f"{PLACES} department", data=place),
    Route("screening:flag-summary", f"{PLACES} department", data=place),
    Route("screening:flag", READERS, kwargs=clue),
    Route("screening:flag", "county city auditor department", kwargs=flag),
    Route("screening:run-list", VIEWERS),
    Route("screening:run-start", "county city", data=place, method="post", status=302),
    Route("screening:run", VIEWERS, kwargs=run),
    Route("screening:gap-list", PLACES, data=place),
    Route("screening:near-list", PLACES, data=place),
    Route("api:household-flags", READERS, kwargs=lambda made: {"code": made.household.code}),
]
