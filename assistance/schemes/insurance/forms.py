"""What people enter of claims, and what their list is narrowed to."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import AmountField, DateInput, ModelChoiceField, PartForm
from assistance.funds.models import Fund
from assistance.schemes.insurance.models import Claim
from assistance.schemes.insurance.querysets import ClaimQuerySet
from monitoring.lists.forms import ListFilter, any_of
from monitoring.registry.models import Household


class ClaimFilter(ListFilter[ClaimQuerySet]):
    state = any_of(pgettext_lazy("claim", "State"), Claim.State.choices)
    kind = any_of(pgettext_lazy("claim", "Kind"), Claim.Kind.choices)

    def narrow(self, rows: ClaimQuerySet) -> ClaimQuerySet:
        chosen = {name: self.cleaned_data[name] for name in ("state", "kind")}
        return super().narrow(rows).filter(**{name: said for name, said in chosen.items() if said})


class OpenForm(PartForm):
    class Meta:
        model = Claim
        fields = ("kind", "cause", "member", "trigger")

    def __init__(self, *args: Any, household: Household, **options: Any) -> None:
        super().__init__(*args, **options)
        people = household.members.active().head_first()
        self.fields["member"] = ModelChoiceField(
            people, label=_("Person"), required=False, empty_label=str(_("The household"))
        )


class SurveyForm(forms.Form):
    burden = AmountField(label=_("Own burden after all reimbursements"))
    survey = forms.CharField(
        label=_("What the survey found"), max_length=500, widget=forms.Textarea({"rows": 3})
    )


class RefuseForm(forms.Form):
    reason = forms.CharField(label=pgettext_lazy("claim", "Reason"), max_length=200)


class PayForm(forms.Form):
    on = forms.DateField(label=_("Paid on"), widget=DateInput, initial=timezone.localdate)

    def __init__(self, *args: Any, claim: Claim, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["fund"] = FundField(Fund.objects.of_place(claim.division_id), label=_("Fund"))
        self.order_fields(["fund"])


class FundField(ModelChoiceField):
    def label_from_instance(self, fund: Fund) -> str:
        return str(_("%(fund)s, free: %(free)s yuan") % {"fund": fund, "free": fund.free})
