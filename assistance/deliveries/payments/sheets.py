"""Payment lists as a sheet of a workbook, without the people on them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assistance.deliveries.models import PaymentList
from monitoring.exchange.writing import Table


def payment_list_table(lists: Iterable[PaymentList]) -> Table:
    """Of `PaymentListQuerySet.for_list`."""
    headers = [
        _("List number"), _("Measure"), pgettext("division", "Place"), pgettext("period", "From"),
        pgettext("period", "To"), _("Fund"), pgettext("payments", "People"), _("Amount (yuan)"),
        _("Returned"), _("State"), pgettext("payments", "Made by"), _("Checked by"),
        _("Handed to the bank on"), _("Paid on"),
    ]  # fmt: skip
    return Table(_("Payment lists"), headers, map(_row, lists))


def _row(listed: PaymentList) -> Sequence[Any]:
    return (
        listed.pk, str(listed.measure), str(listed.division), listed.starts_on, listed.ends_on,
        str(listed.fund), listed.people, listed.total, listed.back, listed.get_state_display(),
        str(listed.made_by), str(listed.checked_by or ""), listed.handed_on, listed.paid_on,
    )  # fmt: skip
