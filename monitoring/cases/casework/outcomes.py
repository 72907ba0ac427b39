"""What follows when a case is completed or refused, by process; and who wants to know."""

from collections.abc import Callable

from monitoring.cases.casework.models import Case

# Run inside the transaction of the last step, with the case as it is after it.
Outcome = Callable[[Case], None]
_completed: dict[str, Outcome] = {}
_refused: dict[str, Outcome] = {}
_listeners: list[Outcome] = []


def declare(process: str, *, completed: Outcome, refused: Outcome) -> None:
    _completed[process], _refused[process] = completed, refused


def listen(listener: Outcome) -> None:
    """Have `listener(case)` run when any case ends, inside its transaction."""
    if listener not in _listeners:
        _listeners.append(listener)


def apply(case: Case) -> None:
    """`case` has just ended by its status."""
    table = _completed if case.status == Case.Status.DONE else _refused
    table[case.process](case)
    for listener in _listeners:
        listener(case)
