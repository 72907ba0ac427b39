"""What people write about measures and terms, parsed. Rows of conditions: criteria/row_forms.py."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms import DateInput, ModelChoiceField, ModelForm, PartForm
from accounts.models import User
from accounts.scope import visible
from assistance.catalogue.models import Ending, Measure, Terms
from monitoring.criteria.forms import PlaceForm


class LinesField(forms.CharField):
    """A list of names, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        lines = super().clean(value).splitlines()
        return list(dict.fromkeys(line for each in lines if (line := each.strip())))


class MeasureForm(ModelForm):
    """To whom it is given stays: awards and conditions rest on it."""

    class Meta:
        model = Measure
        fields = ("name", "category", "per", "is_development", "is_owed")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            del self.fields["per"]


class TermsForm(PartForm):
    documents = LinesField(
        label=_("Needed documents"), required=False, help_text=_("One a line"), max_length=2000
    )
    excludes = forms.ModelMultipleChoiceField(
        Measure.objects.none(),
        label=_("Not together with"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Terms
        fields = (
            "valid_from", "document", "paying_department", "amount_rule", "amount", "rhythm",
            "ends_with", "documents", "excludes",
        )  # fmt: skip
        widgets = {"valid_from": DateInput}

    def __init__(
        self, *args: Any, user: User, measure: Measure | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        field = cast("forms.ModelMultipleChoiceField[Measure]", self.fields["excludes"])
        field.queryset = others(user, measure)


class DraftForm(TermsForm):
    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        place = PlaceForm(user=user)
        self.anywhere = place.anywhere
        self.fields["county"] = place.fields["county"]
        self.order_fields(["county"])


class EndingForm(PartForm):
    class Meta:
        model = Ending
        fields = ("on", "successor")
        widgets = {"on": DateInput}

    def __init__(self, *args: Any, user: User, measure: Measure, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["successor"] = ModelChoiceField(
            others(user, measure), label=_("Followed by"), empty_label=_("Choose …")
        )


def others(user: User, measure: Measure | None) -> QuerySet[Measure]:
    """The measures that one may name beside `measure`."""
    found = visible(Measure, user)
    return found.exclude(pk=measure.pk) if measure else found
