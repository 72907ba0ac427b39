"""What the visit page sends, read into one submission; wording only, no rule of a visit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import ModelForm
from monitoring.cases.visits import pictures
from monitoring.cases.visits.known import Known, Place
from monitoring.cases.visits.models import Visit, Way
from monitoring.cases.visits.questions import Choice
from monitoring.cases.visits.sections import SECTIONS
from monitoring.cases.visits.sent import SentField
from monitoring.registry import cleaning, quantities
from monitoring.registry.choices import Health
from monitoring.registry.findings import Problem
from monitoring.registry.forms import day_input

if TYPE_CHECKING:
    from django.core.files.base import ContentFile
    from django.core.files.uploadedfile import UploadedFile
    from django.utils.datastructures import MultiValueDict

UNCHANGED = "unchanged"


class MoneyField(forms.DecimalField):
    """Amounts as people type them: 12,000 or 1.2万."""

    def to_python(self, value: Any) -> Any:
        try:
            return quantities.money(value)
        except Problem as problem:
            raise ValidationError(problem.message) from problem


class PhoneField(forms.CharField):
    def clean(self, value: Any) -> Any:
        try:
            return cleaning.phone(super().clean(value))
        except Problem as problem:
            raise ValidationError(problem.message) from problem


class AnswerForm(forms.Form):
    """Every value that a visit may change, by its key, showing what is known."""

    def __init__(self, known: Known) -> None:
        super().__init__()
        for section in SECTIONS:
            for place in known.places(section):
                self.fields[place.key] = _field(place)

    def read(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What was sent, as the registry stores it; what cannot be read is said by label."""
        read: dict[str, Any] = {}
        for key, raw in values.items():
            several = isinstance(self.fields[key], forms.MultipleChoiceField)
            try:
                value = self.fields[key].clean(raw if several else str(raw))
            except ValidationError as wrong:
                label = str(self.fields[key].label)
                raise ValidationError([f"{label}: {said}" for said in wrong.messages]) from wrong
            read[key] = None if value == [] else value
        return read


def _field(place: Place) -> forms.Field:
    """The model's own field, of which nothing is required."""
    made: forms.Field | None
    if place.column == "health":
        made = forms.MultipleChoiceField(
            choices=Health.choices, widget=forms.CheckboxSelectMultiple, required=False
        )
    elif place.key.startswith("statement.") and place.column != "people":
        made = MoneyField(widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    elif place.column == "phone":
        made = PhoneField(max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel"}))
    elif place.column == "left_on":
        made = forms.DateField(widget=day_input())
    else:
        made = place.field.formfield()
    assert made is not None  # noqa: S101  # every column of a section can be typed
    if isinstance(made, forms.IntegerField) and not isinstance(made, MoneyField):
        made.widget.attrs["inputmode"] = "numeric"
    made.label, made.required = str(place.field.verbose_name), False
    made.initial, made.help_text = place.value, ""
    made.widget.is_required = False
    return made


@dataclass(frozen=True)
class Submission:
    """One visit as the phone sends it."""

    id: UUID
    purpose: str
    way: str
    visited_on: date
    answers: dict[str, str]
    values: dict[str, Any]
    seen: dict[str, Any]
    chosen: dict[str, str] = field(default_factory=dict)  # by question: questions.Choice
    difficulties: str = ""
    finding: str = ""
    finding_reason: str = ""
    second_name: str = ""
    refusal: str = ""
    second_signature: "ContentFile[bytes] | None" = None
    householder_signature: "ContentFile[bytes] | None" = None
    photos: "Sequence[ContentFile[bytes]]" = field(default_factory=tuple)


class VisitForm(ModelForm):
    id = forms.UUIDField()
    way = forms.ChoiceField(
        label=gettext_lazy("Way"),
        choices=[each for each in Way.choices if each[0] != Way.IMPORTED],
    )
    answers = SentField()
    values = SentField(required=False)
    seen = SentField(required=False)
    chosen = SentField(required=False)
    second_signature = forms.FileField(required=False)
    householder_signature = forms.FileField(required=False)

    class Meta:
        model = Visit
        fields = (
            "purpose", "way", "visited_on", "difficulties", "finding", "finding_reason",
            "second_name", "refusal",
        )  # fmt: skip
        widgets = {
            "visited_on": day_input(),
            "difficulties": forms.Textarea(attrs={"rows": 3}),
            "finding_reason": forms.Textarea(attrs={"rows": 2}),
        }

    files: "MultiValueDict[str, UploadedFile[bytes]]"

    def __init__(self, *args: Any, known: Known, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._answers = AnswerForm(known)

    def clean_answers(self) -> dict[str, str]:
        return {key: str(said) for key, said in self.cleaned_data["answers"].items()}

    def clean_values(self) -> dict[str, Any]:
        """What was typed of somebody who left meanwhile is not lost in silence."""
        values = self.cleaned_data["values"]
        if values.keys() - self._answers.fields.keys():
            raise ValidationError(
                _("Somebody of this household left meanwhile. Load the page again.")
            )
        return self._answers.read(values)

    def clean_seen(self) -> dict[str, Any]:
        seen = self.cleaned_data["seen"]
        return self._answers.read({key: seen[key] for key in seen if key in self._answers.fields})

    def clean_chosen(self) -> dict[str, str]:
        chosen: dict[str, str] = self.cleaned_data["chosen"]
        if any(choice not in Choice.values for choice in chosen.values()):
            raise ValidationError(_("This is not what the visit page sends. Load it again."))
        return chosen

    def clean_second_name(self) -> str:
        """A name is known again however it was spaced."""
        return cleaning.text(self.cleaned_data["second_name"])

    def clean_second_signature(self) -> "ContentFile[bytes] | None":
        return self._signature("second_signature")

    def clean_householder_signature(self) -> "ContentFile[bytes] | None":
        return self._signature("householder_signature")

    def _signature(self, name: str) -> "ContentFile[bytes] | None":
        drawn = self.cleaned_data[name]
        return pictures.signature(drawn) if drawn else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        uploads = self.files.getlist("photos")
        if len(uploads) > pictures.MOST_PHOTOS:
            raise ValidationError(_("At most %(most)s photos.") % {"most": pictures.MOST_PHOTOS})
        cleaned["photos"] = [pictures.photo(each) for each in uploads]
        return cleaned

    def sentences(self) -> list[str]:
        """What is wrong, each with the label of its field."""
        return [
            f"{self.fields[name].label}：{text}" if name in self.Meta.fields else str(text)
            for name, texts in self.errors.items()
            for text in texts
        ]

    @property
    def submission(self) -> Submission:
        return Submission(**self.cleaned_data)
