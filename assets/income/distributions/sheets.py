"""Distributions as a sheet of a workbook."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from assets.income.distributions.models import Distribution
from monitoring.exchange.writing import Table


def distribution_table(distributions: Iterable[Distribution]) -> Table:
    headers = [
        _("Township"), _("Village"), _("Period"), _("State"), _("Income to distribute (yuan)"),
        _("Paid to people (yuan)"), _("Spent otherwise (yuan)"), _("On notice until"),
        _("Paid on"),
    ]  # fmt: skip
    rows = (
        (
            str(each.division.parent), str(each.division), each.period, each.get_state_display(),
            each.total, each.reached, each.spent, each.notice_until, each.paid_on,
        )
        for each in distributions
    )  # fmt: skip
    return Table(_("Distributions of income"), headers, rows)
