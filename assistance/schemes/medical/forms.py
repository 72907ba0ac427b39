"""What the three-fold protection asks of a person and year."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import AmountField
from assistance.schemes.medical.parameters import Category

EARLIEST = 2021


class YearForm(forms.Form):
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=EARLIEST)

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if year > timezone.localdate().year:
            raise forms.ValidationError(_("This year has not begun yet."))
        return year


class BillForm(YearForm):
    category = forms.ChoiceField(
        label=gettext_lazy("Category of the person"), choices=Category.choices
    )
    total = AmountField(label=gettext_lazy("Total cost of the year (yuan)"), initial=0)
    covered = AmountField(
        initial=0,
        label=gettext_lazy("Of it in the policy range (yuan)"),
        help_text=gettext_lazy("What lies outside is left to the person."),
    )
    aided = AmountField(
        label=gettext_lazy("Medical assistance already paid this year (yuan)"), initial=0,
        required=False,
        help_text=gettext_lazy("It counts against the annual limit."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if {"total", "covered"} <= said.keys() and said["covered"] > said["total"]:
            self.add_error("covered", _("This is more than the total cost."))
        return said
