"""Cases as a sheet of a workbook."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from monitoring.cases.casework import reading
from monitoring.cases.casework.models import Case
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


def _row(row: reading.Row) -> Sequence[Any]:
    case = row.case
    steps = _(", ").join(map(str, case.open_steps))  # type: ignore[attr-defined]
    return (
        *household_cells(case.household, case.division), case.get_process_display(),
        case.episode.type, case.get_status_display(), steps, case.opened_on, case.due_on,
        row.overdue, row.days, case.closed_on, case.episode.green_since, case.reason,
    )  # fmt: skip
