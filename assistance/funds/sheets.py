"""Funds as a sheet of a workbook."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assistance.funds.models import Fund
from monitoring.exchange.writing import Table


def fund_table(funds: Iterable[Fund]) -> Table:
    headers = [
        _("Name of the fund"), pgettext("money", "Source"), _("Year"), _("County"), _("Budget"),
        _("Committed"), _("Paid"), _("Free"), _("Source document"),
    ]  # fmt: skip
    rows = (
        (
            fund.name, fund.source, fund.year, str(fund.county), fund.budget, fund.committed,
            fund.paid, fund.free, fund.document,
        )
        for fund in funds
    )  # fmt: skip
    return Table(_("Funds"), headers, rows)
