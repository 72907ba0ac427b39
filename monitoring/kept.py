"""Counts of a large area take long: they are kept for a while, with the moment they are of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from django.core.cache import cache
from django.utils import timezone

from accounts.scope import areas
from monitoring.lists.places import Viewer

T = TypeVar("T")

SECONDS = 300


@dataclass(frozen=True)
class Kept(Generic[T]):
    counts: T
    at: datetime


def kept(name: str, user: Viewer, count: Callable[[], T], *, large: Callable[[T], bool]) -> Kept[T]:
    """What was counted for the user not long ago, else what `count` says; only `large` is kept."""
    key = ":".join([name, str(user.pk), *sorted(area.code for area in areas(user))])
    known: Kept[T] | None = cache.get(key)
    if known is None:
        known = Kept(count(), timezone.localtime())
        if large(known.counts):
            cache.set(key, known, SECONDS)
    return known
