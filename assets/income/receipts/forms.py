"""What the pages of income ask for."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import AmountField, DateInput, DivisionField, MonthField
from accounts.models import Division
from accounts.scope import inside
from assets.files.forms import PaperField
from assets.income.receipts.models import Receipt
from assets.income.receipts.querysets import ReceiptQuerySet
from assets.ledger.models import Asset
from monitoring.lists.forms import Order, PeriodFilter, any_of
from monitoring.registry.months import month_before

Kind = Receipt.Kind
# Power is entered by the month, with how much it was (SettlementForm).
BY_HAND = [choice for choice in Kind.choices if choice[0] != Kind.PHOTOVOLTAIC]


class _MoneyForm(forms.Form):
    amount = AmountField(label=_("Amount (yuan)"))
    received_on = forms.DateField(
        label=_("Received on"), widget=DateInput, initial=timezone.localdate
    )
    document = forms.CharField(
        label=_("Bank slip or voucher"), max_length=200,
        help_text=_("Its number, so that it is found again."),
    )  # fmt: skip
    upload = PaperField(required=False)

    def __init__(self, *args: Any, asset: Asset, **options: Any) -> None:
        super().__init__(*args, **options)
        if asset.division.level != Division.Level.VILLAGE:
            village = DivisionField(
                label=_("Village whose income it is"),
                help_text=_("Of money for several villages enter the part of each."),
            )
            villages = Division.objects.filter(level=Division.Level.VILLAGE)
            village.among = villages.filter(inside([asset.division], "code"))
            self.fields["village"] = village
        self.order_fields(["village", *(self.field_order or ())])


class ReceiptForm(_MoneyForm):
    kind = forms.ChoiceField(label=pgettext_lazy("income", "Kind"), choices=BY_HAND)
    starts_on = forms.DateField(label=pgettext_lazy("period", "From"), widget=DateInput)
    ends_on = forms.DateField(label=pgettext_lazy("period", "To"), widget=DateInput)

    field_order = ("kind", "starts_on", "ends_on", "amount", "received_on")


class SettlementForm(_MoneyForm):
    month = MonthField(initial=lambda: month_before(timezone.localdate()))
    kwh = forms.DecimalField(label=_("Power (kWh)"), max_digits=12, decimal_places=2, min_value=0)

    field_order = ("month", "kwh", "amount", "received_on")


class ReversalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is reversed"), max_length=200,
        help_text=_("It stays in the record together with the income."),
    )  # fmt: skip


class ReceiptFilter(PeriodFilter[ReceiptQuerySet]):
    """By the day when it came."""

    kind = any_of(pgettext_lazy("income", "Kind"), Kind.choices)
    distribution = any_of(
        _("Distribution"),
        [("waiting", _("Not distributed yet")), ("late", _("Not distributed in time"))],
    )
    reversed = forms.BooleanField(label=_("Reversed only"), required=False)

    orders: ClassVar = {
        "": Order(_("Entered last"), ("id",), descending=True),
        "amount": Order(_("Largest amount"), ("amount", "id"), descending=True),
    }
    day = "received_on"

    def narrow(self, rows: ReceiptQuerySet) -> ReceiptQuerySet:
        rows = super().narrow(rows).filter(reversed_at__isnull=not self.cleaned_data["reversed"])
        kind, waits = self.cleaned_data["kind"], self.cleaned_data["distribution"]
        if waits:
            rows = rows.undistributed()
        if waits == "late":
            rows = rows.late(timezone.localdate())
        return rows.filter(kind=kind) if kind else rows

    def find(self, rows: ReceiptQuerySet, searched: Any) -> ReceiptQuerySet:
        words = searched["words"]
        return rows.filter(Q(asset__name__icontains=words) | Q(asset__number__icontains=words))


class StationFilter(ReceiptFilter):
    """Months of photovoltaic stations, by the month."""

    orders: ClassVar = {
        "": Order(_("Newest month"), ("starts_on", "id"), descending=True),
        "power": Order(_("Most power"), ("kwh", "id"), descending=True),
    }
    day = "starts_on"
