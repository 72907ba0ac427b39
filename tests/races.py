"""Acts at the same moment, each in a thread and on a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each came to, in their order: its result, or the ValidationError that refused it."""
    together = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        together.wait()
        try:
            return act()
        except ValidationError as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def refusals(*acts: Callable[[], Any]) -> list[str]:
    """What each was told, those that were not refused first: "" for them."""
    ends = at_once(*acts)
    return sorted(
        " ".join(end.messages) if isinstance(end, ValidationError) else "" for end in ends
    )
