"""Tasks as a sheet of a workbook, for those who see the households."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from monitoring.exchange.writing import Table
from monitoring.feeds.tasks.models import Task
from monitoring.lists.sheets import household_cells, household_headers, place_cells


def task_table(tasks: Iterable[Task]) -> Table:
    """Of `TaskQuerySet.for_list`."""
    headers = [
        _("Number"), *household_headers(), _("Task"), _("Department"), _("What is asked"),
        _("Given by"), _("Given on"), _("Due"), _("Days overdue"), _("Before the county since"),
        _("State"), _("Answer"), _("Closed on"),
    ]  # fmt: skip
    return Table(_("Tasks for departments"), headers, map(_row, tasks))


def _row(task: Task) -> Sequence[Any]:
    about = (
        household_cells(task.household, task.division)
        if task.household
        else ("", _("The whole village"), *place_cells(task.division))
    )
    return (
        task.pk, *about, str(task.kind), task.department, task.asked, str(task.given_by),
        task.given_on, task.due_on, task.days_overdue or None, task.escalated_on,
        task.get_state_display(), task.answer, task.closed_on,  # type: ignore[attr-defined]
    )  # fmt: skip
