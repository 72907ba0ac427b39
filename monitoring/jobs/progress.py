"""How far a running job is: in the cache, since its own transaction would hide it from others."""

import time
from dataclasses import dataclass

from django.core.cache import cache

from monitoring.jobs.models import Job

KEEP_SECONDS = 60 * 60


@dataclass(frozen=True)
class State:
    done: int = 0
    total: int = 0
    note: str = ""
    since: float = 0.0

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0

    @property
    def per_second(self) -> int:
        passed = time.time() - self.since
        return int(self.done / passed) if self.since and passed > 0 else 0

    @property
    def seconds_left(self) -> int | None:
        """None while the speed is not known yet."""
        speed = self.per_second
        return (self.total - self.done) // speed if speed and self.total else None


class Reporter:
    """What a handler calls: `progress(done, total, note)`; a new note starts a new measure."""

    def __init__(self, job: Job) -> None:
        self._key = _key(job)
        self._note = ""
        self._since = time.time()

    def __call__(self, done: int, total: int, note: str = "") -> None:
        if note != self._note:
            self._note, self._since = note, time.time()
        cache.set(self._key, (done, total, note, self._since), KEEP_SECONDS)


def of(job: Job) -> State:
    return State(*cache.get(_key(job), ()))


def _key(job: Job) -> str:
    return f"job:{job.pk}"
