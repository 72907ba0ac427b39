"""Income as sheets of a workbook."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assets.income.receipts.models import Receipt
from monitoring.exchange.writing import Table


def receipt_table(receipts: Iterable[Receipt]) -> Table:
    headers = [
        _("Number of the asset"), _("Name of the asset"), _("Township"), _("Village"),
        pgettext("income", "Kind"), pgettext("period", "From"), pgettext("period", "To"),
        _("Amount (yuan)"), _("Received on"), _("Bank slip or voucher"), _("Why it is reversed"),
    ]  # fmt: skip
    rows = (
        (
            each.asset.number, each.asset.name, str(each.division.parent), str(each.division),
            each.get_kind_display(), each.starts_on, each.ends_on, each.amount, each.received_on,
            each.document, each.why,
        )
        for each in receipts
    )  # fmt: skip
    return Table(_("Income of assets"), headers, rows)


def station_table(receipts: Iterable[Receipt]) -> Table:
    headers = [
        _("Number of the asset"), _("Station"), _("Township"), _("Village"), _("Month"),
        _("Power (kWh)"), _("Amount (yuan)"), pgettext("income", "Settled on"),
        _("Bank slip or voucher"),
    ]  # fmt: skip
    rows = (
        (
            each.asset.number, each.asset.name, str(each.division.parent), str(each.division),
            f"{each.starts_on:%Y-%m}", each.kwh, each.amount, each.received_on, each.document,
        )
        for each in receipts
    )  # fmt: skip
    return Table(_("Photovoltaic income by station and month"), headers, rows)
