"""What people enter of small loans, and what their list is narrowed to."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import DateInput, ModelChoiceField, PartForm
from accounts.models import Division
from assistance.funds.models import Fund
from assistance.schemes.credit.models import Loan
from assistance.schemes.credit.querysets import LoanQuerySet
from monitoring.lists.forms import ListFilter, any_of
from monitoring.registry.models import Household, Member

STATES = {
    "running": _("Something is owed"),
    "due": _("Due within 90 days"),
    "overdue": _("Overdue"),
    "settled": _("Settled"),
}


class LoanFilter(ListFilter[LoanQuerySet]):
    state = any_of(_("State"), STATES.items())
    use = any_of(_("Use"), Loan.Use.choices)

    def narrow(self, rows: LoanQuerySet) -> LoanQuerySet:
        rows, today = super().narrow(rows), timezone.localdate()
        if use := self.cleaned_data["use"]:
            rows = rows.filter(use=use)
        return {
            "": lambda: rows,
            "running": rows.running,
            "due": lambda: rows.due_soon(today),
            "overdue": lambda: rows.overdue(today),
            "settled": rows.settled,
        }[self.cleaned_data["state"]]()


class LendForm(PartForm):
    class Meta:
        model = Loan
        fields = (
            "member", "bank", "contract", "use", "purpose", "amount", "rate", "starts_on",
            "ends_on", "renews",
        )  # fmt: skip
        widgets: ClassVar = dict.fromkeys(("starts_on", "ends_on"), DateInput)

    def __init__(self, *args: Any, household: Household, **options: Any) -> None:
        super().__init__(*args, **options)
        people = household.members.filter(status=Member.Status.ACTIVE).order_by("pk")
        self.fields["member"] = ModelChoiceField(people, label=_("Borrower"))
        self.fields["renews"] = ModelChoiceField(
            household.loans.running(), required=False, label=_("Renews the loan"),
            empty_label=_("None: a new loan"),
        )  # fmt: skip


class RepayForm(forms.Form):
    amount = forms.DecimalField(
        label=_("Principal repaid (yuan)"), max_digits=12, decimal_places=2, min_value=0
    )
    on = forms.DateField(label=_("Repaid on"), widget=DateInput)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class ExtendForm(forms.Form):
    until = forms.DateField(label=pgettext_lazy("loan", "Due on"), widget=DateInput)
    reason = forms.CharField(label=pgettext_lazy("loan", "Reason"), max_length=200)


class SubsidyForm(forms.Form):
    year = forms.IntegerField(label=_("Year"), min_value=2013, max_value=2100)
    half = forms.TypedChoiceField(
        label=_("Half-year"),
        coerce=int,
        choices=[(1, _("January to June")), (2, _("July to December"))],
    )

    def __init__(self, *args: Any, place: Division, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["fund"] = ModelChoiceField(Fund.objects.of_place(place.code), label=_("Fund"))
