"""Who wants to know that other rules hold now: filled in monitoring/apps.py, called by actions."""

from collections.abc import Callable
from datetime import date

from django.utils import timezone

from accounts.models import User

Callback = Callable[[str, User], object]
_callbacks: list[Callback] = []


def listen(callback: Callback) -> None:
    """Have `callback(code of a county or "", by)` run inside every release that holds already."""
    if callback not in _callbacks:
        _callbacks.append(callback)


def announce(county: str | None, valid_from: date, *, by: User) -> None:
    """Say that the rules of a county, or of everyone, differ; later days come with their night."""
    if valid_from > timezone.localdate():
        return
    for callback in _callbacks:
        callback(county or "", by)
