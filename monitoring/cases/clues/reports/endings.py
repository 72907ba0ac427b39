"""A report that led to a case is answered when the case ends."""

from monitoring.cases.casework.models import Case
from monitoring.cases.clues.models import Clue
from monitoring.cases.clues.reports.models import Report


def follow(case: Case) -> None:
    """Listens to the ends of cases (monitoring/apps.py), after the clue has followed."""
    ended = Report.objects.unanswered().filter(household=case.household_id).exclude(clue=None)
    ended = ended.exclude(clue__state__in=(Clue.State.CHECKING, Clue.State.WAITING))
    ended.update(state=Report.State.ANSWERED, answered_on=case.closed_on)
