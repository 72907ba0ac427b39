"""What people enter of an investment, and what their list is narrowed to."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import DateInput, PartForm
from assets.contracts.equity.models import Investment
from assets.contracts.equity.querysets import InvestmentQuerySet
from assets.contracts.models import SOON
from assets.files.forms import PaperField
from monitoring.lists.forms import ListFilter, Order, any_of

DAYS = ("starts_on", "first_dividend_on", "principal_due_on")
STANDINGS = {
    "open": _("Principal outside"),
    "soon": _("Principal due within 90 days"),
    "overdue": _("Principal overdue"),
    "settled": pgettext_lazy("principal", "Settled"),
}


class InvestmentForm(PartForm):
    upload = PaperField(label=_("Scan of the agreement"), required=False)

    class Meta:
        model = Investment
        fields = (
            "company", "number", "principal", "dividend_rate", "starts_on", "first_dividend_on",
            "principal_due_on",
        )  # fmt: skip
        widgets: ClassVar = dict.fromkeys(DAYS, DateInput)


class ReturnForm(forms.Form):
    amount = forms.DecimalField(
        label=_("Principal that came back (yuan)"), max_digits=14, decimal_places=2, min_value=0
    )
    on = forms.DateField(
        label=pgettext_lazy("principal", "Came back on"), widget=DateInput,
        initial=timezone.localdate,
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class InvestmentFilter(ListFilter[InvestmentQuerySet]):
    standing = any_of(_("Standing"), STANDINGS.items())

    orders: ClassVar = {
        "": Order(_("Entered last"), ("id",), descending=True),
        "due": Order(_("By day the principal is due"), ("principal_due_on", "id")),
        "principal": Order(_("Highest principal"), ("principal", "id"), descending=True),
    }

    def narrow(self, rows: InvestmentQuerySet) -> InvestmentQuerySet:
        rows, today = super().narrow(rows), timezone.localdate()
        return {
            "": lambda: rows,
            "open": rows.open,
            "soon": lambda: rows.principal_due(today, SOON),
            "overdue": lambda: rows.overdue(today),
            "settled": rows.settled,
        }[self.cleaned_data["standing"]]()

    def find(self, rows: InvestmentQuerySet, searched: Mapping[str, Any]) -> InvestmentQuerySet:
        words = searched["words"]
        return rows.filter(
            Q(number__icontains=words)
            | Q(company__icontains=words)
            | Q(asset__name__icontains=words)
        )
