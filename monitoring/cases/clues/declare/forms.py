"""What a farmer, a relative or a neighbour declares on a phone, without an account."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.cases.clues.reports.forms import FactsForm
from monitoring.cases.clues.reports.models import Report


class DeclarationForm(FactsForm):
    form_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    field_order = ("relation", "name", "id_number", "phone", "difficulties", "words")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["id_number"].help_text = _("Needed where you report for yourself.")

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        own = said.get("relation") == Report.Relation.SELF
        if own and not said.get("id_number") and "id_number" not in self.errors:
            self.add_error("id_number", _("Give your own ID number, all 18 characters."))
        return said


class ReceiptForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Receipt code"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=gettext_lazy("The 12 letters and digits that you noted down."),
    )
