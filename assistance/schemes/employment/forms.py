"""What people enter of work, offers and courses."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import DateInput, ModelChoiceField, ModelForm, MonthField
from assistance.schemes.employment.models import Area, Offer, Training, Workshop
from assistance.schemes.employment.querysets import WorkQuerySet
from monitoring.lists.forms import HouseholdFilter, ListFilter, any_of
from monitoring.registry.models import Member
from monitoring.registry.querysets import MemberQuerySet

CONTROL = {"class": "form-control"}


class WorkFilter(ListFilter[WorkQuerySet]):
    area = any_of(_("How far from home"), Area.choices)
    month = MonthField(required=False)

    def narrow(self, rows: WorkQuerySet) -> WorkQuerySet:
        rows = super().narrow(rows)
        if area := self.cleaned_data["area"]:
            rows = rows.filter(area=area)
        month = self.cleaned_data["month"]
        return rows.in_month(month) if month else rows


class JoblessFilter(HouseholdFilter):
    """Relocated households without a job."""


class MonthForm(forms.Form):
    month = MonthField()


class WorkForm(forms.Form):
    """One person of a month; without an area they did not work."""

    area = forms.ChoiceField(
        label=_("How far from home"), required=False,
        choices=[("", _("Not at work")), *Area.choices],
        widget=forms.Select(attrs={"class": "form-select", "aria-label": _("How far from home")}),
    )  # fmt: skip
    employer = forms.CharField(
        label=pgettext_lazy("employment", "Employer"), max_length=80, required=False,
        widget=forms.TextInput(
            attrs=CONTROL | {"aria-label": pgettext_lazy("employment", "Employer")}
        ),
    )  # fmt: skip
    wage = forms.DecimalField(
        label=_("Wage of the month (yuan)"), max_digits=10, decimal_places=2, min_value=0,
        required=False,
        widget=forms.NumberInput(attrs=CONTROL | {"aria-label": _("Wage of the month (yuan)")}),
    )  # fmt: skip

    def __init__(self, *args: Any, workshops: Sequence[tuple[Any, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["workshop"] = forms.TypedChoiceField(
            label=_("Workshop"), required=False, coerce=int, empty_value=None,
            choices=[("", "—"), *workshops],
            widget=forms.Select(attrs={"class": "form-select", "aria-label": _("Workshop")}),
        )  # fmt: skip
        self.order_fields(("area", "employer", "workshop"))

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("area") and not said.get("employer"):
            self.add_error("employer", _("Say where they work."))
        if said.get("employer") and not said.get("area"):
            self.add_error("area", _("Say how far from home."))
        return said


class OfferForm(ModelForm):
    class Meta:
        model = Offer
        fields = (
            "title", "employer", "area", "wage", "places", "skilled", "light", "age_from",
            "age_to", "until",
        )  # fmt: skip
        widgets: ClassVar = {"until": DateInput}


class WorkshopForm(ModelForm):
    class Meta:
        model = Workshop
        fields = ("name", "product")


class TrainingForm(ModelForm):
    class Meta:
        model = Training
        fields = ("title", "places", "starts_on", "ends_on")
        widgets: ClassVar = dict.fromkeys(("starts_on", "ends_on"), DateInput)


class TakeInForm(forms.Form):
    def __init__(self, *args: Any, among: MemberQuerySet, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["member"] = PersonField(among, label=_("Who takes part"))


class PersonField(ModelChoiceField):
    def label_from_instance(self, member: Member) -> str:
        return f"{member.name} · {member.household}"
