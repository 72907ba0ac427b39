"""The kinds of background work, and the function that does each.

A slice declares its own with `@handler` in its `tasks.py`; MODULES lists those files, so that a
worker knows every kind before its first job.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol

from monitoring.jobs.models import Job

MODULES = [
    "monitoring.exchange.tasks",
    "monitoring.registry.tasks",
    "monitoring.lists.tasks",
    "monitoring.screening.tasks",
    "monitoring.cases.clues.tasks",
    "monitoring.cases.ending.tasks",
    "monitoring.cases.casework.tasks",
    "monitoring.cases.visits.tasks",
    "monitoring.feeds.matches.tasks",
    "monitoring.feeds.records.tasks",
    "monitoring.feeds.tasks.tasks",
    "monitoring.feeds.workbooks.tasks",
    "monitoring.feeds.webhooks.tasks",
]  # slices above add theirs


class Progress(Protocol):
    def __call__(self, done: int, total: int, note: str = "") -> None: ...


Work = Callable[[Job, Progress], dict[str, Any]]


@dataclass(frozen=True)
class Kind:
    name: str
    queue: str
    work: Work


_kinds: dict[str, Kind] = {}


def handler(name: str, *, queue: str) -> Callable[[Work], Work]:
    """Declare the function that does the jobs of kind `name`; it returns the job's result.

    It may run again after a killed worker, so running twice must do what running once does.
    """

    def declare(work: Work) -> Work:
        _kinds[name] = Kind(name, queue, work)
        return work

    return declare


def find(name: str) -> Kind:
    if name not in _kinds:
        for module in MODULES:
            import_module(module)
    return _kinds[name]
