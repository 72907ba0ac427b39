"""Who wants to know what was told of villages: filled in feeds/wiring.py."""

from collections.abc import Callable

from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.records.models import Push

Callback = Callable[[Push], object]
_callbacks: list[Callback] = []


def listen(callback: Callback) -> None:
    """Have `callback` run in the transaction of every push of a village feed, and of its undo."""
    if callback not in _callbacks:
        _callbacks.append(callback)


def announce(push: Push) -> None:
    if FEEDS[push.feed].of_villages:
        for callback in _callbacks:
            callback(push)
