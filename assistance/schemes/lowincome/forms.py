"""What the reckoning asks: who applies together, what they earn, what they have to spend."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assistance.schemes.lowincome.reckoning import KINDS, ZERO
from monitoring.registry.models import Member, Statement

INCOMES = ("wage_income", "business_income", "property_income", "transfer_income")
COST = "business_cost"
ADULT = 18


def amount(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=0, max_digits=11, decimal_places=2, required=False
    )


class ReckonForm(forms.Form):
    single = forms.BooleanField(
        label=gettext_lazy("One person alone, like a single household (参照单人户)"),
        required=False,
        help_text=gettext_lazy(
            "Severely disabled, seriously ill, elderly and minors in difficulty. "
            "Give only this person's own income."
        ),
    )
    applicants = forms.MultipleChoiceField(
        label=gettext_lazy("Who applies together"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Supporters other than spouses and minor children may be left out, with their income."
        ),
    )

    def __init__(self, data: Any, *, members: Sequence[Member], known: Statement | None) -> None:
        initial = {name: getattr(known, name) for name in (*INCOMES, COST)} if known else {}
        initial["applicants"] = [str(each.pk) for each in members]
        super().__init__(data, initial=initial)
        self.members = members
        today = timezone.localdate()
        choices = [(str(each.pk), _person(each, each.age(today))) for each in members]
        self.fields["applicants"].choices = choices  # type: ignore[attr-defined]
        for name in (*INCOMES, COST):
            self.fields[name] = amount(Statement._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        for kind in KINDS:
            self.fields[kind.code] = amount(kind.label)
            self.fields[kind.code].help_text = kind.clause

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
