"""What the pages of deliveries ask for."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assistance.deliveries.models import Delivery
from assistance.deliveries.querysets import DeliveryQuerySet
from monitoring.lists.forms import Order, PeriodFilter, any_of


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
