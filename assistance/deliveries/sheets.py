"""Deliveries as a sheet of a workbook."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assistance.deliveries.models import Delivery
from monitoring.exchange.writing import Table
from monitoring.lists.sheets import household_cells, household_headers


def delivery_table(deliveries: Iterable[Delivery]) -> Table:
    headers = [
        *household_headers(), _("Beneficiary"), _("Measure"), pgettext("delivery", "Kind"),
        pgettext("period", "From"), pgettext("period", "To"), _("Amount (yuan)"), _("Quantity"),
        _("Unit"), _("Fund"), _("Giver"), _("Payment list"), _("State"), _("Delivered on"),
        pgettext("delivery", "Reason"),
    ]  # fmt: skip
    return Table(_("Deliveries"), headers, map(_row, deliveries))


def _row(given: Delivery) -> Sequence[Any]:
    return (
        *household_cells(given.household, given.division), str(given.member or ""),
        str(given.measure), given.get_kind_display(), given.starts_on, given.ends_on, given.amount,
        given.quantity, given.unit, str(given.fund or ""), given.giver,
        str(given.payment_list_id or ""), given.get_state_display(), given.paid_on, given.why,
    )  # fmt: skip
