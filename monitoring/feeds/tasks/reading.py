"""What pages and answers tell of a task: to whom only the minimum, to whom the household."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from accounts.models import User
from accounts.personal import mask_name
from accounts.scope import visible
from monitoring.feeds.tasks.models import Task, TaskKind
from monitoring.feeds.tasks.offices import sees_minimum
from monitoring.feeds.tasks.querysets import TaskKindQuerySet, TaskQuerySet
from monitoring.lists.places import Viewer
from monitoring.registry.models import Household
from monitoring.screening.models import Flag


@dataclass(frozen=True)
class Row:
    """A department learns the village and the masked householder; the phone only where the kind
    has it call. Whoever gave the task answers further questions.
    """

    task: Task
    in_full: bool

    @property
    def householder(self) -> str:
        household = self.task.household
        if household is None:
            return ""
        return str(household) if self.in_full else mask_name(household.head_name)

    @property
    def phone(self) -> str:
        household = self.task.household
        told = self.in_full or self.task.kind.phone
        return household.phone if household and told else ""


def tasks_seen_by(user: Viewer) -> TaskQuerySet:
    return cast("TaskQuerySet", visible(Task, user))


def rows(tasks: Iterable[Task], user: User) -> list[Row]:
    return [Row(task, not sees_minimum(user, task)) for task in tasks]


def suggested(household: Household) -> list[TaskKind]:
    """Kinds that an open flag of the household speaks for, and that nobody has given yet.

    Flags, because a visit's answers, a census and a department's records all end in them.
    """
    met = Flag.objects.open().filter(household=household).values_list("criterion", flat=True)
    given = Task.objects.open().filter(household=household).values("kind")
    return list(TaskKind.objects.suggested_by(met).exclude(pk__in=given))


def kinds() -> TaskKindQuerySet:
    """They belong to no area."""
    return TaskKind.objects.all()
