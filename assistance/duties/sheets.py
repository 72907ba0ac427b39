"""What is due to households as a sheet of a workbook."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from assistance.duties.models import Duty
from monitoring.exchange.writing import Table
from monitoring.lists.sheets import household_cells, household_headers


def duty_table(duties: Iterable[Duty]) -> Table:
    """Of `DutyQuerySet.for_list`."""
    headers = [
        *household_headers(), _("What is due"), _("Since"), _("Until"), _("Days late"),
        _("Limit missed by"),
    ]  # fmt: skip
    return Table(_("Help that is due"), headers, map(_row, duties))


def _row(duty: Duty) -> Sequence[Any]:
    return (
        *household_cells(duty.household, duty.division), duty.get_kind_display(), duty.since,
        duty.due_on, duty.days_overdue, duty.get_missed_by_display(),
    )  # fmt: skip
