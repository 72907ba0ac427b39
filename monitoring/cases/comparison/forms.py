"""Who is compared, who signed, why not, and what is said to a finding."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import ModelForm
from accounts.models import Division
from accounts.scope import inside
from monitoring.cases.casework.models import Case
from monitoring.cases.comparison.models import ComparedItem, Hit, Person
from monitoring.cases.comparison.querysets import RequestQuerySet
from monitoring.lists.forms import ListFilter, any_of
from monitoring.registry.choices import Relation
from monitoring.registry.cleaning import identity_number
from monitoring.registry.findings import Problem
from monitoring.registry.forms import day_input

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST_BYTES = 8 * 1024 * 1024
STARTS = {b"\xff\xd8\xff": ".jpg", b"\x89PNG": ".png", b"%PDF": ".pdf"}  # of what a paper may be


class PersonForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind of person"),
        choices=[each for each in Person.Kind.choices if each[0] != Person.Kind.MEMBER],
    )
    name = forms.CharField(label=_("Name"), max_length=60)
    relation = forms.ChoiceField(
        label=_("Relation to the householder"),
        required=False,
        choices=[("", "—"), *(each for each in Relation.choices if each[0] != Relation.HEAD)],
    )
    identity = forms.CharField(
        label=_("ID number"), max_length=30, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def clean_identity(self) -> Any:
        try:
            return identity_number(self.cleaned_data["identity"])
        except Problem as problem:
            raise forms.ValidationError(problem.message) from problem


class PaperField(forms.FileField):
    """A photo or scan of a signed paper."""

    def clean(self, data: Any, initial: Any = None) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = super().clean(data, initial)
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The paper may have at most 8 MB. Take it smaller."))
        start = file.read(4)
        file.seek(0)
        kinds = [suffix for mark, suffix in STARTS.items() if start.startswith(mark)]
        if not kinds:
            raise forms.ValidationError(_("Attach a photo (.jpg, .png) or a .pdf file."))
        file.name = f"paper{kinds[0]}"  # the name it comes with may tell who signed
        return file


class AuthorisationForm(forms.Form):
    persons: Any = forms.ModelMultipleChoiceField(
        label=_("Who signed"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose who signed.")},
    )
    signed_on = forms.DateField(
        label=_("Signed on"), initial=timezone.localdate, widget=day_input()
    )
    paper = PaperField(
        label=_("Signed paper"),
        help_text=_("A photo or scan of the authorisation with the signatures or fingerprints."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,.pdf"}),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = Person.objects.filter(case=case, authorisation=None)
        self.fields["persons"].queryset = waiting  # type: ignore[attr-defined]
        self.fields["persons"].initial = waiting.undecided()


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why the person does not sign"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class GroundForm(forms.Form):
    ground = forms.CharField(
        label=_("Ground"),
        max_length=200,
        help_text=_("When and by whom the household was compared for the low-income allowance."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ExplanationForm(forms.Form):
    explanation = forms.CharField(
        label=_("Explanation"),
        max_length=500,
        help_text=_("What it is, whose it is, since when, what it is worth, how you checked."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, hit: Hit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["explanation"].initial = hit.explanation


class ReplyForm(forms.Form):
    workbook = forms.FileField(
        label=_("Answer of the departments"),
        help_text=_("The workbook of this request with the column 比对结果 filled in."),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class RequestFilter(ListFilter[RequestQuerySet]):
    state = any_of(_("State"), (("waiting", _("Waits for an answer")), ("answered", _("Answered"))))

    def narrow(self, rows: RequestQuerySet) -> RequestQuerySet:
        rows, state = super().narrow(rows), self.cleaned_data["state"]
        if state == "waiting":
            return rows.waiting()
        return rows.exclude(pk__in=rows.waiting()) if state else rows

    def within(self, rows: RequestQuerySet, place: Division) -> RequestQuerySet:
        """Those that ask about somebody of the place."""
        return rows.about(Person.objects.filter(inside([place], "case__division_id")))

    def find(self, rows: RequestQuerySet, searched: Mapping[str, Any]) -> RequestQuerySet:
        """Those that ask about a person of the households found."""
        households = self.households(searched)
        return rows.about(Person.objects.filter(case__household__in=households.values("pk")))


class ItemForm(ModelForm):
    class Meta:
        model = ComparedItem
        fields = ("name", "effect", "in_use")


ItemFormSet = forms.modelformset_factory(ComparedItem, ItemForm, extra=1)
