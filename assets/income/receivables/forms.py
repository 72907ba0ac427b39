from typing import Any, ClassVar

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assets.income.receivables.querysets import ReceivableQuerySet
from monitoring.lists.forms import Order, PeriodFilter, any_of


class ReceivableFilter(PeriodFilter[ReceivableQuerySet]):
    """By the day when it is due; those of the future only where their days are asked for."""

    state = any_of(
        _("State"),
        [
            ("overdue", pgettext_lazy("due", "Overdue")),
            ("open", pgettext_lazy("due", "Not all received")),
            ("received", pgettext_lazy("due", "Received")),
        ],
    )
    kind = any_of(
        pgettext_lazy("income", "Kind"), [("rent", _("Rent")), ("dividend", _("Dividend"))]
    )

    orders: ClassVar = {
        "": Order(_("Due last"), ("due_on", "id"), descending=True),
        "first": Order(_("Due first"), ("due_on", "id")),
        "amount": Order(_("Largest amount"), ("amount", "id"), descending=True),
    }
    day = "due_on"

    def narrow(self, rows: ReceivableQuerySet) -> ReceivableQuerySet:
        today, asked = timezone.localdate(), self.cleaned_data
        rows = super().narrow(rows)
        if not asked["until"]:
            rows = rows.filter(due_on__lte=today)
        if asked["kind"]:
            rows = rows.filter(contract__isnull=asked["kind"] == "dividend")
        if asked["state"] == "overdue":
            return rows.overdue(today)
        if asked["state"] == "open":
            return rows.unpaid()
        return rows.settled() if asked["state"] else rows

    def find(self, rows: ReceivableQuerySet, searched: Any) -> ReceivableQuerySet:
        words = searched["words"]
        return rows.filter(Q(asset__name__icontains=words) | Q(asset__number__icontains=words))
