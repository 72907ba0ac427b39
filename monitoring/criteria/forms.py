"""What people write about criteria, parsed. The rows of a condition: row_forms.py."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.forms import DateInput, ModelForm
from accounts.models import Division, User
from accounts.permissions import may
from monitoring.criteria.models import Criterion
from monitoring.criteria.parameters import PARAMETERS
from monitoring.criteria.scope import counties_of


class PlaceForm(forms.Form):
    """For everyone, or for one county: what the user may write for."""

    county = forms.ModelChoiceField(
        Division.objects.none(),
        label=_("Where it holds"),
        required=False,
        empty_label=_("Everywhere"),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Division]", self.fields["county"])
        field.queryset = counties_of(user)
        self.anywhere = may(user, "criteria.common") or field.queryset.exists()
        if not may(user, "criteria.common"):
            field.required, field.empty_label = True, None


def back_field() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Back to what holds everywhere"),
        required=False,
        help_text=_("The county gives up its own from that day and follows the common again."),
    )


class DraftForm(PlaceForm):
    valid_from = forms.DateField(widget=DateInput, label=_("Valid from"))
    document = forms.CharField(
        label=_("Source document"), max_length=200, help_text=_("Name and number of the document")
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class VersionForm(DraftForm):
    back_to_common = back_field()


class ParameterForm(PlaceForm):
    parameter = forms.ChoiceField(
        label=_("Parameter"),
        choices=[
            (declared.code, format_lazy("{} ({})", declared.label, declared.unit))
            for declared in PARAMETERS.values()
        ],
    )
    value = forms.DecimalField(
        label=_("Value"),
        min_value=Decimal("0.01"),
        max_digits=14,
        decimal_places=4,
        required=False,
    )
    back_to_common = back_field()
    valid_from = forms.DateField(widget=DateInput, label=_("Valid from"))
    document = forms.CharField(
        label=_("Source document"), max_length=200, help_text=_("Name and number of the document")
    )

    def clean(self) -> dict[str, Any]:
        """A value, or none at all to go back."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.pop("back_to_common"):
            cleaned["value"] = None
        elif cleaned.get("value") is None and "value" not in self.errors:
            self.add_error("value", _("Give the new value."))
        return cleaned


class ReturnForm(forms.Form):
    note = forms.CharField(label=_("What has to change"), max_length=200)


class CriterionForm(ModelForm):
    class Meta:
        model = Criterion
        fields = ("name", "severity", "effect", "risk", "document")
        labels = {"name": _("Name of the criterion")}
