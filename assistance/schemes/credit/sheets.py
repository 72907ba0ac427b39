"""Small loans as a sheet of a workbook."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assistance.schemes.credit.models import Loan
from monitoring.exchange.writing import Table
from monitoring.lists.sheets import household_cells, household_headers


def loan_table(loans: Iterable[Loan]) -> Table:
    """Of `LoanQuerySet.for_list`."""
    headers = [
        *household_headers(), _("Borrower"), pgettext("loan", "Bank"),
        _("Number of the contract"), _("Use"), _("What it is spent on"),
        _("Amount (yuan)"), _("Yearly rate in per cent"),
        _("Paid out on"), pgettext("loan", "Due on"), _("Still owed (yuan)"), _("Settled on"),
    ]  # fmt: skip
    return Table(_("Small credit"), headers, map(_loan, loans))


def _loan(row: Loan) -> Sequence[Any]:
    return (
        *household_cells(row.household, row.division), row.member.name, row.bank, row.contract,
        row.get_use_display(), row.purpose, row.amount, row.rate, row.starts_on, row.ends_on,
        row.owed, row.settled_on,
    )  # fmt: skip
