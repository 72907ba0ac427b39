"""What people say of who looks after an asset, and what their list is narrowed to."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import DateInput, PartForm
from assets.contracts.maintenance.models import Maintenance
from assets.contracts.maintenance.querysets import MaintenanceQuerySet
from monitoring.lists.forms import ListFilter, any_of


class MaintenanceForm(PartForm):
    class Meta:
        model = Maintenance
        fields = ("body", "person", "phone", "cost", "months", "starts_on")
        widgets: ClassVar = {
            "starts_on": DateInput, "phone": forms.TextInput({"inputmode": "tel"})
        }  # fmt: skip

    def __init__(self, data: Any) -> None:
        super().__init__(data, initial={"starts_on": timezone.localdate()})


class EndForm(forms.Form):
    button = pgettext_lazy("asset", "End it")
    ends_on = forms.DateField(
        label=pgettext_lazy("asset", "Last day"), widget=DateInput, initial=timezone.localdate
    )


class MaintenanceFilter(ListFilter[MaintenanceQuerySet]):
    held = any_of(_("Held"), [("now", _("Today")), ("past", _("No longer"))])
    cost = any_of(_("Paid for by"), Maintenance.Cost.choices)

    def narrow(self, rows: MaintenanceQuerySet) -> MaintenanceQuerySet:
        rows, today = super().narrow(rows), timezone.localdate()
        if cost := self.cleaned_data["cost"]:
            rows = rows.filter(cost=cost)
        return {
            "": lambda: rows,
            "now": lambda: rows.on(today),
            "past": lambda: rows.filter(ends_on__lt=today),
        }[self.cleaned_data["held"]]()

    def find(self, rows: MaintenanceQuerySet, searched: Mapping[str, Any]) -> MaintenanceQuerySet:
        words = searched["words"]
        return rows.filter(Q(body__icontains=words) | Q(asset__name__icontains=words))
