"""What the reckoning asks: who applies together, what they earn, what they have to spend."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import AmountField
from assistance.schemes.lowincome.reckoning import KINDS
from monitoring.registry.models import Member, Statement
from monitoring.registry.quantities import ZERO
from monitoring.registry.wording import label

INCOMES = ("wage_income", "business_income", "property_income", "transfer_income")
COST = "business_cost"
ADULT = 18


class ReckonForm(forms.Form):
    single = forms.BooleanField(
        label=gettext_lazy("One person alone, like a single household (参照单人户)"),
        required=False,
        help_text=gettext_lazy(
            "Severely disabled, seriously ill, elderly and minors in difficulty. "
            "Give only this person's own income."
        ),
    )

    def __init__(
        self,
        data: Any,
        *,
        members: Sequence[Member],
        known: Statement | None,
        work_cost: Decimal | None,
    ) -> None:
        """`work_cost` is what the register of work says (schemes/employment)."""
        initial = {name: getattr(known, name) for name in (*INCOMES, COST)} if known else {}
        initial["work"] = work_cost
        initial["applicants"] = [str(each.pk) for each in members]
        super().__init__(data, initial=initial)
        self.members = members
        today = timezone.localdate()
        self.fields["applicants"] = forms.MultipleChoiceField(
            label=_("Who applies together"),
            choices=[(str(each.pk), _person(each, each.age(today))) for each in members],
            widget=forms.CheckboxSelectMultiple,
            help_text=_(
                "Supporters other than spouses and minor children may be left out, with their"
                " income."
            ),
        )
        for name in (*INCOMES, COST):
            self.fields[name] = AmountField(label=label(Statement, name), required=False)
        for kind in KINDS:
            self.fields[kind.code] = AmountField(
                label=kind.label, required=False, help_text=kind.clause
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        chosen = said.get("applicants", [])
        if said.get("single"):
            if len(chosen) > 1:
                self.add_error("applicants", _("Choose the one person."))
        elif chosen:
            self._check_left_out(chosen)
        return said

    def _check_left_out(self, chosen: Sequence[str]) -> None:
        today = timezone.localdate()
        for member in self.members:
            years = member.age(today)
            minor = years is not None and years < ADULT
            if str(member.pk) not in chosen and (minor or member.relation == "配偶"):
                said = _("%(name)s is a spouse or a minor and cannot be left out.")
                self.add_error("applicants", said % {"name": member})

    @property
    def people(self) -> int:
        return len(self.cleaned_data["applicants"])

    @property
    def income(self) -> Decimal:
        earned = (self.cleaned_data[name] or ZERO for name in INCOMES)
        return sum(earned, ZERO) - (self.cleaned_data[COST] or ZERO)

    @property
    def deductions(self) -> dict[str, Decimal]:
        return {kind.code: self.cleaned_data[kind.code] or ZERO for kind in KINDS}


def _person(member: Member, years: int | None) -> str:
    told = (member.name, member.get_relation_display() if member.relation else "")
    return " · ".join([*filter(None, told), *([str(years)] if years is not None else [])])
