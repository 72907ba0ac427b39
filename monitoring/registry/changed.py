"""Who wants to know that households changed: filled in monitoring/apps.py, called by actions."""

from collections.abc import Callable, Sequence

from django.db import transaction

from monitoring.registry.models import Source

Callback = Callable[[Source, Sequence[int]], None]
_callbacks: list[Callback] = []


def listen(callback: Callback) -> None:
    """Have `callback(source, household_ids)` run after every committed change."""
    if callback not in _callbacks:
        _callbacks.append(callback)


def announce(source: Source, household_ids: Sequence[int]) -> None:
    """Say, inside the transaction of `source` and after its writes, which households it touched."""
    ids = tuple(sorted(set(household_ids)))
    if not ids:
        return
    for callback in _callbacks:
        transaction.on_commit(lambda callback=callback: callback(source, ids))  # type: ignore[misc]
