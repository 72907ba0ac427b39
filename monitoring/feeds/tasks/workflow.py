"""From which state which act leads where, and who may: the only writer of a task's state."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from monitoring.feeds.tasks.models import Task, TaskStep
from monitoring.feeds.tasks.offices import ANSWER, may_act
from monitoring.feeds.tasks.querysets import AT_DEPARTMENT, CLOSED

Act = TaskStep.Act
State = Task.State
CONFIRM, DECIDE = "tasks.confirm", "tasks.decide"


class MovedError(ValidationError):
    """The task is no longer where the person saw it."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else has dealt with this task meanwhile. Look at it again."))


@dataclass(frozen=True)
class Move:
    event: Event
    to: str
    begins: Mapping[str, str]  # by state from which it begins: the permission


MOVES = {
    Act.TAKE: Move(
        Event.TASK_TAKEN, State.TAKEN, dict.fromkeys((State.GIVEN, State.SENT_BACK), ANSWER)
    ),
    Act.REPLY: Move(Event.TASK_REPLIED, State.REPLIED, dict.fromkeys(AT_DEPARTMENT, ANSWER)),
    Act.REFUSE: Move(Event.TASK_REFUSED, State.REFUSED, dict.fromkeys(AT_DEPARTMENT, ANSWER)),
    Act.CONFIRM: Move(Event.TASK_CONFIRMED, State.CONFIRMED, {State.REPLIED: CONFIRM}),
    Act.CONTEST: Move(Event.TASK_CONTESTED, State.CONTESTED, {State.REFUSED: CONFIRM}),
    # A refusal that the county does not share goes back to the department.
    Act.SEND_BACK: Move(
        Event.TASK_SENT_BACK, State.SENT_BACK, {State.REPLIED: CONFIRM, State.CONTESTED: DECIDE}
    ),
    Act.DROP: Move(
        Event.TASK_DROPPED, State.DROPPED, {State.REFUSED: CONFIRM, State.CONTESTED: DECIDE}
    ),
}


def open_to(user: User, task: Task) -> list[TaskStep.Act]:
    """What the user can do with the task now."""
    return [
        act
        for act, move in MOVES.items()
        if task.state in move.begins and may_act(user, move.begins[task.state], task)
    ]


@transaction.atomic
def move(
    task: Task, act: TaskStep.Act, *, by: User, said: Mapping[str, Any], **values: Any
) -> None:
    """One conditional UPDATE: of two people who decide at the same moment one finds it moved.

    `said` are the fields of the step, `values` further ones of the task.
    """
    chosen = MOVES[act]
    _require(by, chosen, task)
    if chosen.to in CLOSED:
        values["closed_on"] = timezone.localdate()
    here = Task.objects.filter(pk=task.pk, state=task.state)
    if here.update(state=chosen.to, **values) != 1:
        raise MovedError
    task.refresh_from_db()
    TaskStep.objects.create(task=task, act=act, by=by, **said)
    audit.record(chosen.event, by=by, division_code=task.division_id, subject=task)


def _require(by: User, chosen: Move, task: Task) -> None:
    """Whoever may never do it is refused, whoever comes late is told so."""
    permission = chosen.begins.get(task.state)
    possible = [permission] if permission else chosen.begins.values()
    if not any(may_act(by, each, task) for each in possible):
        raise PermissionDenied
    if permission is None:
        raise MovedError
