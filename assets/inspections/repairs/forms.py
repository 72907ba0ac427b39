from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import DateInput
from accounts.models import Division
from assets.files.forms import PaperField
from assets.inspections.repairs.models import Repair
from assets.inspections.repairs.querysets import RepairQuerySet
from monitoring.lists.forms import ListFilter, Order, any_of


class FixForm(forms.Form):
    fixed_on = forms.DateField(label=_("Repaired on"), widget=DateInput, initial=timezone.localdate)
    fixed_note = forms.CharField(label=pgettext_lazy("repair", "What was done"), max_length=500)
    upload = PaperField(label=_("Photo of the repaired asset"))


class SendBackForm(forms.Form):
    reason = forms.CharField(label=_("Why it was sent back"), max_length=200)


class RepairFilter(ListFilter[RepairQuerySet]):
    state = any_of(_("State"), Repair.State.choices)
    late = forms.BooleanField(label=_("Late only"), required=False)

    orders: ClassVar = {
        "": Order(_("By limit"), ("due_on", "id")),
        "village": Order(pgettext_lazy("order", "By village"), ("division_id", "due_on", "id")),
    }

    def within(self, rows: RepairQuerySet, place: Division) -> RepairQuerySet:
        return rows.within(place)

    def narrow(self, rows: RepairQuerySet) -> RepairQuerySet:
        rows = super().narrow(rows)
        if state := self.cleaned_data["state"]:
            rows = rows.filter(state=state)
        return rows.late(timezone.localdate()) if self.cleaned_data["late"] else rows

    def find(self, rows: RepairQuerySet, searched: Mapping[str, Any]) -> RepairQuerySet:
        words = searched["words"]
        return rows.filter(Q(asset__name__icontains=words) | Q(who__icontains=words))
