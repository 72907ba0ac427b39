"""What is owed, as a sheet of a workbook."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assets.income.receivables.models import Receivable
from monitoring.exchange.writing import Table


def receivable_table(receivables: Iterable[Receivable]) -> Table:
    headers = [
        _("Number of the asset"), _("Name of the asset"), _("Township"), _("Village"),
        pgettext("income", "Kind"), _("Agreement"), pgettext("income", "Due on"),
        _("Amount (yuan)"), _("Received (yuan)"), _("Still open (yuan)"),
    ]  # fmt: skip
    rows = (
        (
            each.asset.number, each.asset.name, str(each.division.parent), str(each.division),
            each.get_kind_display(), str(each.contract or each.investment), each.due_on,
            each.amount, each.received, each.open,
        )
        for each in receivables
    )  # fmt: skip
    return Table(_("Receivable by contract"), headers, rows)
