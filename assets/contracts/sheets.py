"""Contracts as a sheet of a workbook."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assets.contracts.models import Contract
from assets.ledger.sheets import asset_cells, asset_headers
from monitoring.exchange.writing import Table


def contract_table(contracts: Iterable[Contract]) -> Table:
    """Of `ContractQuerySet.for_list`."""
    headers = [
        *asset_headers(), _("Number of the contract"), _("Kind of operator"),
        pgettext("asset", "Operator"), pgettext("period", "From"), pgettext("asset", "Last day"),
        _("Rent is paid"), _("Rent of a period (yuan)"), _("First rent due on"),
        _("Appraised rent of a period (yuan)"), _("Deposit (yuan)"), _("Guarantee"),
        _("Who or what guarantees"), _("Ended early on"), _("Why it ended"),
    ]  # fmt: skip
    return Table(_("Contracts of assets"), headers, map(_contract, contracts))


def _contract(row: Contract) -> Sequence[Any]:
    return (
        *asset_cells(row.asset), row.number, row.operator_kind, row.operator, row.starts_on,
        row.ends_on, row.get_months_per_period_display(), row.rent, row.first_due_on,
        row.appraised_rent, row.deposit, row.guarantee_kind, row.guarantee, row.ended_early_on,
        row.end_reason,
    )  # fmt: skip
