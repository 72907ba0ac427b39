"""Rolls and their differences as sheets of a workbook."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from assistance.schemes.rolls.models import Entry, RollDifference
from monitoring.exchange.writing import Table
from monitoring.lists.sheets import household_cells, household_headers


def entry_table(entries: Iterable[Entry]) -> Table:
    """Of `EntryQuerySet.for_list`."""
    headers = [
        *household_headers(), _("Name"), _("Roll"), _("Month"), _("Status"),
        _("Paid this month"), _("Rigid spending deducted"),
        _("Necessary employment cost deducted"), _("Further"),
    ]  # fmt: skip
    return Table(_("Social assistance rolls"), headers, map(_entry, entries))


def difference_table(differences: Iterable[RollDifference]) -> Table:
    """Of `RollDifferenceQuerySet.for_list`."""
    headers = [
        *household_headers(), _("Name"), _("Roll"), _("Month"), _("What differs"), _("Other roll"),
        _("Before"), _("Now"), _("Reason given"), _("Department"), _("What you found"),
    ]  # fmt: skip
    return Table(_("Differences of rolls"), headers, map(_difference, differences))


def _entry(row: Entry) -> Sequence[Any]:
    household = row.household
    told = household_cells(household, household.division) if household else ("",) * 4
    return (
        *told, str(row.member), row.topic, f"{row.starts:%Y-%m}", row.data.get("status", ""),
        row.amount, row.deducted, row.work_cost, "；".join(row.told),
    )  # fmt: skip


def _difference(row: RollDifference) -> Sequence[Any]:
    return (
        *household_cells(row.household, row.division), row.member.name, row.roll.name,
        f"{row.month:%Y-%m}", row.get_kind_display(), row.about, row.before, row.now, row.reason,
        row.department, row.settled_reason,
    )  # fmt: skip
