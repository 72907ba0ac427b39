from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.forms import DateInput, ModelForm
from monitoring.feeds.updates import orders
from monitoring.feeds.updates.models import Precedence


class OrderForm(ModelForm):
    """The sources of one field, a select for each place in the order."""

    class Meta:
        model = Precedence
        fields = ("valid_from", "document")
        widgets = {"valid_from": DateInput()}

    def __init__(self, data: Any, *, field: str) -> None:
        super().__init__(data)
        offered = orders.sources(field)
        last = Precedence.objects.filter(field=field).order_by("-valid_from").first()
        known = [code for code in last.sources if code in offered] if last else []
        self._field = field
        self._places = [f"place{number}" for number in range(len(offered))]
        for number, name in enumerate(self._places):
            self.fields[name] = forms.ChoiceField(
                label=_("Place {number}").format(number=number + 1),
                required=number == 0,
                choices=[("", _("None")), *offered.items()],
                initial=known[number] if number < len(known) else "",
            )
        self.order_fields([*self._places, "valid_from", "document"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = [cleaned[name] for name in self._places if cleaned.get(name)]
        if len(set(chosen)) < len(chosen):
            raise ValidationError(_("Each source has one place in the order."))
        return cleaned

    @property
    def order(self) -> dict[str, Any]:
        return {
            "field": self._field,
            "sources": [
                self.cleaned_data[name] for name in self._places if self.cleaned_data[name]
            ],
            "valid_from": self.cleaned_data["valid_from"],
            "document": self.cleaned_data["document"],
        }
