from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import CountyField, DateInput, ModelForm
from accounts.models import Division
from assistance.duties.models import Duty, HelpLimit
from assistance.duties.querysets import DutyQuerySet
from monitoring.cases.procedures.models import Level
from monitoring.lists.forms import ListFilter, Order, any_of

MISSED = [(level.value, level.label) for level in Level]


class DutyFilter(ListFilter[DutyQuerySet]):
    kind = any_of(_("What is due"), Duty.Kind.choices)
    missed_by = any_of(_("Limit missed by"), MISSED)
    late = forms.BooleanField(label=_("Late only"), required=False)

    orders: ClassVar = {
        "": Order(_("By limit"), ("due_on", "id")),
        "village": Order(pgettext_lazy("order", "By village"), ("division_id", "id")),
    }

    def within(self, rows: DutyQuerySet, place: Division) -> DutyQuerySet:
        return rows.within(place)

    def narrow(self, rows: DutyQuerySet) -> DutyQuerySet:
        rows, chosen = super().narrow(rows), self.cleaned_data
        for name in ("kind", "missed_by"):
            if chosen[name]:
                rows = rows.filter(**{name: chosen[name]})
        return rows.late(timezone.localdate()) if chosen["late"] else rows


class LimitForm(ModelForm):
    class Meta:
        model = HelpLimit
        fields = (
            "county", "urgent_days", "measure_months", "development_months", "step_days",
            "valid_from", "document",
        )  # fmt: skip
        widgets: ClassVar = {"valid_from": DateInput}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["county"] = CountyField()
