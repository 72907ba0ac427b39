"""What people say of a plan and its measures, and what the list of plans is narrowed to."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import DateInput, ModelForm, PartForm
from assistance.plans.models import Plan, PlanItem
from assistance.plans.querysets import PlanQuerySet
from monitoring.lists.forms import ListFilter, any_of

ITEM = ("responsible", "phone", "starts_on", "ends_on", "expected", "note")


class PlanFilter(ListFilter[PlanQuerySet]):
    state = any_of(_("State"), Plan.State.choices)

    def narrow(self, rows: PlanQuerySet) -> PlanQuerySet:
        plans, state = super().narrow(rows), self.cleaned_data["state"]
        return plans.filter(state=state) if state else plans


class ContactForm(ModelForm):
    class Meta:
        model = Plan
        fields = ("contact", "contact_phone")
        widgets: ClassVar = {"contact_phone": forms.TextInput(attrs={"inputmode": "tel"})}


class ItemForm(PartForm):
    """Who sees to a measure, when, with how much; nobody named is the contact person."""

    class Meta:
        model = PlanItem
        fields: ClassVar[tuple[str, ...]] = ITEM
        widgets: ClassVar = {
            "phone": forms.TextInput(attrs={"inputmode": "tel"}),
            "starts_on": DateInput,
            "ends_on": DateInput,
        }


class AddForm(ItemForm):
    """A tapped suggestion sends the measure and the person alone."""

    class Meta(ItemForm.Meta):
        fields: ClassVar[tuple[str, ...]] = ("measure", "member", *ITEM)

    def __init__(self, *args: Any, plan: Plan, measures: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["measure"] = forms.ModelChoiceField(measures, label=_("Measure"))
        self.fields["member"] = forms.ModelChoiceField(
            plan.household.members.active().head_first(), required=False, label=_("For whom"),
            empty_label=_("The household"),
        )  # fmt: skip
        self.fields["starts_on"].required = False

    def said(self) -> dict[str, Any]:
        """Without what was left empty, which has its own default."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("What has to be changed"), max_length=200)
