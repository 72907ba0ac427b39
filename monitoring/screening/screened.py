"""Who wants to know that flags were brought up to date: filled in monitoring/apps.py."""

from collections.abc import Callable, Sequence

from monitoring.criteria.rules import Rules
from monitoring.screening.evaluation import Scope
from monitoring.screening.models import Run

# The saved run, whom it judged and by which rules.
Callback = Callable[[Run, Scope, Sequence[Rules]], None]
_callbacks: list[Callback] = []


def listen(callback: Callback) -> None:
    """Have `callback` run at the end of every run that writes, inside its transaction."""
    if callback not in _callbacks:
        _callbacks.append(callback)


def announce(run: Run, scope: Scope, groups: Sequence[Rules]) -> None:
    for callback in _callbacks:
        callback(run, scope, groups)
