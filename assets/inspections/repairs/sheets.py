"""Repairs as a sheet of a workbook."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assets.inspections.repairs.models import Repair
from assets.ledger.sheets import asset_cells, asset_headers
from monitoring.exchange.writing import Table


def repair_table(repairs: Iterable[Repair]) -> Table:
    """Of `RepairQuerySet.for_list`."""
    headers = [
        *asset_headers(), _("Problem"), _("To be repaired until"), _("Who repairs it"), _("State"),
        _("Repaired on"), pgettext("repair", "What was done"), _("Confirmed on"),
    ]  # fmt: skip
    rows = (
        (
            *asset_cells(each.asset), each.problem, each.due_on, each.who,
            each.get_state_display(), each.fixed_on, each.fixed_note, each.confirmed_on,
        )
        for each in repairs
    )  # fmt: skip
    return Table(_("Repairs of assets"), headers, rows)
