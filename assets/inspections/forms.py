"""What the inspection page sends, and what the lists of inspections are narrowed to."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.forms import DateInput, PartForm
from accounts.models import Division
from assets.inspections.models import Inspection
from assets.inspections.querysets import InspectionDueQuerySet, InspectionQuerySet
from assets.inspections.repairs.actions import Problem
from assets.ledger.choices import AssetClass
from assets.ledger.forms import SAID
from assets.ledger.models import Asset
from monitoring.lists.forms import ListFilter, Order, PeriodFilter, any_of

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.utils.datastructures import MultiValueDict


class InspectionForm(PartForm):
    id = forms.UUIDField()
    state = forms.ChoiceField(
        label=gettext_lazy("State that was seen"), choices=SAID, widget=forms.RadioSelect
    )
    problem = forms.CharField(
        label=gettext_lazy("Problem"), max_length=500, required=False,
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip
    due_on = forms.DateField(
        label=gettext_lazy("To be repaired until"), widget=DateInput, required=False
    )
    who = forms.CharField(label=gettext_lazy("Who repairs it"), max_length=60, required=False)

    files: "MultiValueDict[str, UploadedFile[bytes]]"

    class Meta:
        model = Inspection
        fields = ("inspected_on", "state", "note")
        widgets: ClassVar = {"inspected_on": DateInput, "note": forms.Textarea({"rows": 3})}

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        problem, due_on, who = (said.pop(name, None) for name in ("problem", "due_on", "who"))
        if problem and not (due_on and who):
            raise forms.ValidationError(_("Say until when the problem is repaired, and by whom."))
        said["problem"] = Problem(problem, due_on, who) if problem else None
        said["photos"] = self.files.getlist("photos")
        return said

    def sentences(self) -> list[str]:
        """What is wrong, each with the label of its field."""
        return [
            f"{self.fields[name].label}：{text}" if name in self.fields else str(text)
            for name, texts in self.errors.items()
            for text in texts
        ]


class InspectionFilter(PeriodFilter[InspectionQuerySet]):
    state = any_of(gettext_lazy("State"), Asset.State.choices)
    problem = forms.BooleanField(label=gettext_lazy("With a problem"), required=False)

    day: ClassVar = "inspected_on"
    orders: ClassVar = {"": Order("", ("inspected_on", "id"), descending=True)}

    def within(self, rows: InspectionQuerySet, place: Division) -> InspectionQuerySet:
        return rows.within(place)

    def narrow(self, rows: InspectionQuerySet) -> InspectionQuerySet:
        rows = super().narrow(rows)
        if state := self.cleaned_data["state"]:
            rows = rows.filter(state=state)
        return rows.exclude(repair=None) if self.cleaned_data["problem"] else rows

    def find(self, rows: InspectionQuerySet, searched: Mapping[str, Any]) -> InspectionQuerySet:
        return rows.filter(asset__name__icontains=searched["words"])


class DueFilter(ListFilter[InspectionDueQuerySet]):
    until = any_of(
        pgettext_lazy("inspection", "Due"),
        [("soon", gettext_lazy("Within 30 days")), ("late", gettext_lazy("Overdue"))],
    )
    asset_class = any_of(gettext_lazy("Class"), AssetClass.choices[:2])

    orders: ClassVar = {
        "": Order(gettext_lazy("By limit"), ("due_on", "id")),
        "village": Order(pgettext_lazy("order", "By village"), ("division_id", "due_on", "id")),
    }

    def within(self, rows: InspectionDueQuerySet, place: Division) -> InspectionDueQuerySet:
        return rows.within(place)

    def narrow(self, rows: InspectionDueQuerySet) -> InspectionDueQuerySet:
        rows, today = super().narrow(rows), timezone.localdate()
        if asset_class := self.cleaned_data["asset_class"]:
            rows = rows.filter(asset__asset_class=asset_class)
        return {
            "": lambda: rows,
            "soon": lambda: rows.soon(today),
            "late": lambda: rows.overdue(today),
        }[self.cleaned_data["until"]]()

    def find(
        self, rows: InspectionDueQuerySet, searched: Mapping[str, Any]
    ) -> InspectionDueQuerySet:
        words = searched["words"]
        return rows.filter(Q(asset__name__icontains=words) | Q(asset__number__icontains=words))
