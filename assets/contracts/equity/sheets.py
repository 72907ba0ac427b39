"""Investments as a sheet of a workbook."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from assets.contracts.equity.models import Investment
from assets.ledger.sheets import asset_cells, asset_headers
from monitoring.exchange.writing import Table


def investment_table(investments: Iterable[Investment]) -> Table:
    """Of `InvestmentQuerySet.for_list`."""
    headers = [
        *asset_headers(), _("Where it is invested"), _("Number of the agreement"),
        _("Principal (yuan)"), _("Dividend a year in per cent"), _("Paid in on"),
        _("First dividend due on"), _("Principal due on"), _("Returned (yuan)"), _("Settled on"),
    ]  # fmt: skip
    return Table(_("Investments"), headers, map(_investment, investments))


def _investment(row: Investment) -> Sequence[Any]:
    return (
        *asset_cells(row.asset), row.company, row.number, row.principal, row.dividend_rate,
        row.starts_on, row.first_dividend_on, row.principal_due_on, row.returned, row.settled_on,
    )  # fmt: skip
