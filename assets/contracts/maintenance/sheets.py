"""Who looks after which asset, as a sheet of a workbook."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assets.contracts.maintenance.models import Maintenance
from assets.ledger.sheets import asset_cells, asset_headers
from monitoring.exchange.writing import Table


def maintenance_table(duties: Iterable[Maintenance]) -> Table:
    """Of `MaintenanceQuerySet.for_list`."""
    headers = [
        *asset_headers(), _("Body that looks after it"), pgettext("maintenance", "Person"),
        _("Phone"), _("Paid for by"), _("Inspected every so many months"),
        pgettext("period", "From"), pgettext("asset", "Last day"),
    ]  # fmt: skip
    return Table(_("Maintenance of assets"), headers, map(_duty, duties))


def _duty(row: Maintenance) -> Sequence[Any]:
    return (
        *asset_cells(row.asset), row.body, row.person, row.phone, row.cost, row.months,
        row.starts_on, row.ends_on,
    )  # fmt: skip
