"""By night: limits that become known, and what a department let lie goes before the county."""

from datetime import date

from django.db import transaction

from accounts import audit
from accounts.events import Event
from monitoring.cases.procedures.workdays import known_last_day
from monitoring.feeds.tasks.models import Task, TaskStep


@transaction.atomic
def escalate(day: date) -> int:
    """Mark the tasks that passed their limit before `day`, once each; how many."""
    late = Task.objects.overdue(day).filter(escalated_on=None).select_for_update()
    ids = list(late.order_by("pk").values_list("pk", flat=True))
    Task.objects.filter(pk__in=ids).update(escalated_on=day)
    TaskStep.objects.bulk_create(TaskStep(task_id=pk, act=TaskStep.Act.ESCALATE) for pk in ids)
    if ids:
        audit.record(Event.TASKS_ESCALATED, by=None, count=len(ids), day=str(day))
    return len(ids)


@transaction.atomic
def learn_limits() -> int:
    """Limits that nobody could tell when they began, now that the year is known; how many tasks.

    One statement for all that began on one day with the same kind.
    """
    waiting = Task.objects.at_department().filter(due_on=None)
    learnt = 0
    for starts, kind, days, unit in (
        waiting.order_by().values_list("runs_from", "kind", "kind__days", "kind__unit").distinct()
    ):
        due = known_last_day(starts, days, unit)
        if due:
            learnt += waiting.filter(runs_from=starts, kind=kind).update(due_on=due)
    return learnt
