"""What the pages of deliveries ask for."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import DateInput, ModelChoiceField
from accounts.models import User
from accounts.permissions import may
from assistance.awards.models import Award
from assistance.catalogue.models import Terms
from assistance.deliveries.models import Delivery
from assistance.deliveries.querysets import DeliveryQuerySet
from assistance.funds.models import Fund
from monitoring.lists.forms import Order, PeriodFilter, any_of
from monitoring.registry.months import last_day, month_before


class GivenForm(forms.Form):
    """Something handed over under an award. Whoever pays chooses a fund as well."""

    kind = forms.ChoiceField(label=pgettext_lazy("delivery", "Kind"), choices=Delivery.Kind.choices)
    starts_on = forms.DateField(label=pgettext_lazy("period", "From"), widget=DateInput)
    ends_on = forms.DateField(label=pgettext_lazy("period", "To"), widget=DateInput)
    paid_on = forms.DateField(label=_("Delivered on"), widget=DateInput)
    amount = forms.DecimalField(
        label=_("Amount (yuan)"), max_digits=12, decimal_places=2, min_value=0, required=False,
        help_text=_("Of goods and services their value, where it is known."),
    )  # fmt: skip
    quantity = forms.DecimalField(
        label=_("Quantity"), max_digits=10, decimal_places=2, min_value=0, required=False,
        help_text=_("Of goods and services, with the unit."),
    )  # fmt: skip
    unit = forms.CharField(label=_("Unit"), max_length=10, required=False)
    giver = forms.CharField(
        label=_("Giver"), max_length=60, required=False,
        help_text=_("Where somebody else than the government gave it."),
    )  # fmt: skip

    def __init__(self, data: Any, *, award: Award, user: User) -> None:
        today = timezone.localdate()
        terms = Terms.objects.in_force(today, award.division_id).filter(measure=award.measure)
        super().__init__(data, initial=_usual(terms.first()) | {"paid_on": today})
        if may(user, "payments.make", award.division_id):
            self.fields["fund"] = ModelChoiceField(
                Fund.objects.of_place(award.division_id),
                label=_("Fund"),
                required=False,
                help_text=_("Out of which it was paid."),
            )  # fmt: skip
            self.order_fields(("kind", "starts_on", "ends_on", "paid_on", "amount", "fund"))

    def clean_amount(self) -> Decimal:
        return self.cleaned_data["amount"] or Decimal(0)


def _usual(terms: Terms | None) -> dict[str, Any]:
    today = timezone.localdate()
    starts, ends = today, today
    if terms is not None and terms.rhythm == Terms.Rhythm.MONTHLY:
        starts = month_before(today)
        ends = last_day(starts)
    fixed = terms is not None and terms.amount_rule == Terms.AmountRule.FIXED
    return {"starts_on": starts, "ends_on": ends, "amount": terms.amount if terms and fixed else ""}


class ReversalForm(forms.Form):
    reason = forms.CharField(
        label=pgettext_lazy("delivery", "Reason"),
        max_length=200,
        help_text=_("It stays in the record together with the delivery."),
    )


class DeliveryFilter(PeriodFilter[DeliveryQuerySet]):
    """By the first day of the period that it is for."""

    state = any_of(_("State"), Delivery.State.choices)
    kind = any_of(pgettext_lazy("delivery", "Kind"), Delivery.Kind.choices)
    list = forms.IntegerField(label=_("Payment list"), required=False, min_value=1)

    orders: ClassVar = {"": Order("", ("id",), descending=True)}
    day = "starts_on"

    def narrow(self, rows: DeliveryQuerySet) -> DeliveryQuerySet:
        asked = {name: self.cleaned_data[name] for name in ("state", "kind")}
        asked["payment_list"] = self.cleaned_data["list"]
        return super().narrow(rows).filter(**{k: value for k, value in asked.items() if value})
