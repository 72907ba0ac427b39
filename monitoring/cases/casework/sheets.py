"""Cases as a sheet of a workbook."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from monitoring.cases.casework import reading
from monitoring.cases.casework.clocks import days_overdue
from monitoring.cases.casework.models import Case, CaseStep
from monitoring.exchange.writing import Table
from monitoring.lists.sheets import household_cells, household_headers


def case_table(cases: Iterable[Case]) -> Table:
    """Of `CaseQuerySet.for_list`."""
    headers = [
        *household_headers(), _("Process"), _("Monitored type"), _("State"), _("Open steps"),
        _("Opened on"), _("Due"), _("Days overdue"), _("Running for (days)"), _("Ended on"),
        _("Green channel since"), pgettext("decision", "Reason"),
    ]  # fmt: skip
    return Table(_("Cases"), headers, map(_row, reading.rows(cases)))


def step_table(steps: Iterable[CaseStep]) -> Table:
    """Of `CaseStepQuerySet.for_review`."""
    headers = [
        *household_headers(), _("Process"), _("Monitored type"), _("Open step"), _("Due"),
        _("Days overdue"),
    ]  # fmt: skip
    return Table(_("Steps to decide"), headers, map(_step, steps))


def _step(step: CaseStep) -> Sequence[Any]:
    case, late = step.case, days_overdue(step.case_due_on, timezone.localdate())
    return (
        *household_cells(step.household, step.division), case.get_process_display(),
        case.episode.type, str(step), step.case_due_on, late,
    )  # fmt: skip


def _row(row: reading.Row) -> Sequence[Any]:
    case = row.case
    steps = _(", ").join(map(str, case.open_steps))  # type: ignore[attr-defined]
    return (
        *household_cells(case.household, case.division), case.get_process_display(),
        case.episode.type, case.get_status_display(), steps, case.opened_on, case.due_on,
        row.overdue, row.days, case.closed_on, case.episode.green_since, case.reason,
    )  # fmt: skip
