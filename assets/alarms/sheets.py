"""Alarms as a sheet of a workbook."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from assets.alarms.models import Alarm
from assets.ledger.sheets import asset_cells, asset_headers
from monitoring.exchange.writing import Table


def alarm_table(alarms: Iterable[Alarm]) -> Table:
    """Of `AlarmQuerySet.for_list`."""
    headers = [
        *asset_headers(), _("What is wrong"), _("Since"), _("Days"), _("Who sees to it"),
        _("Handed up on"), _("Cleared on"),
    ]  # fmt: skip
    rows = (
        (
            *asset_cells(each.asset), each.label, each.first_seen, each.days,
            each.get_level_display(), each.escalated_on, each.cleared_on,
        )
        for each in alarms
    )  # fmt: skip
    return Table(_("Alarms of assets"), headers, rows)
