"""What the end of a case says of the clue that began it."""

from monitoring.cases.casework.models import Case
from monitoring.cases.clues.models import Clue
from monitoring.cases.clues.quiet import silence
from monitoring.cases.procedures.models import Process


def follow(case: Case) -> None:
    """Listens to the ends of cases (monitoring/cases/wiring.py), inside their transaction.

    Refused, an identification was for nothing; completed, any case answers what its household's
    clue asked. Either way the flags have been looked into as they are now.
    """
    done = case.status == Case.Status.DONE
    if not done and case.process != Process.IDENTIFICATION:
        return
    state = Clue.State.CONFIRMED if done else Clue.State.FOUND_FALSE
    checked = Clue.objects.filter(household=case.household_id, state=Clue.State.CHECKING)
    if case.process == Process.ELIMINATION:
        # What came while the way out was open is no risk that is gone: it is judged anew.
        late = checked.filter(checked_on__gte=case.opened_on)
        late.update(state=Clue.State.WAITING, episode=None, case=None, checked_on=None)
    if checked.update(state=state, closed_on=case.closed_on, reason=case.reason[:200]):
        silence([case.household_id])
