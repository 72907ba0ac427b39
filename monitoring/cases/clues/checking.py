"""去核查: a clue opens the case of its household, or joins what is running."""

from datetime import date

from accounts.models import User
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case, Episode
from monitoring.registry.models import Household


def take_up(household: Household, *, by: User, on: date) -> tuple[Episode, Case | None]:
    """The episode and case that check it; no case where a monitored household has none running.

    The clock of a new case runs from `on`.
    """
    running = household.episodes.running().first()
    if running is None:
        case = begin_identification(household, by=by, on=on)
        return case.episode, case
    return running, running.cases.running().first()
