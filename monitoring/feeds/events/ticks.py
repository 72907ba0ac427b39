"""What the buttons of the page make of its ticks: all, none, or those from one row to another."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.requests import ids
from monitoring.feeds.events.models import AttachedHousehold


class RangeForm(forms.Form):
    first = forms.IntegerField(label=gettext_lazy("From number"), min_value=1, required=False)
    last = forms.IntegerField(label=gettext_lazy("To number"), min_value=1, required=False)

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if self.errors or (first and last and last < first):
            raise forms.ValidationError(_("Write the smaller number first, and whole numbers."))
        return self.cleaned_data


def ticked(
    rows: Sequence[AttachedHousehold], given: Sequence[str], act: str, form: RangeForm
) -> set[int]:
    """The households ticked after the act, of a valid form."""
    everybody = [row.household_id for row in rows]
    if act == "all":
        return set(everybody)
    if act == "none":
        return set()
    found = set(ids(given)) & set(everybody)
    if act == "range":
        first = form.cleaned_data["first"] or 1
        found |= set(everybody[first - 1 : form.cleaned_data["last"]])
    return found
