"""What a village writes down of a meeting or a notice, and a township of an announcement."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import DateInput, ModelForm
from monitoring.cases.casework.models import CaseStep
from monitoring.cases.meetings.actions import Votes
from monitoring.cases.meetings.models import Announcement, Meeting, Notice, Objection


class MeetingForm(ModelForm):
    """The meeting, and for each waiting case its votes; a case without any was not on the table."""

    class Meta:
        model = Meeting
        fields = ("kind", "held_on", "place", "chair", "recorder", "present", "minutes")
        widgets = {
            "held_on": DateInput(),
            "present": forms.Textarea({"rows": 6}),
            "minutes": forms.Textarea({"rows": 6}),
        }
        help_texts = {"present": _("One name per line.")}

    def __init__(self, data: Any, *, steps: Sequence[CaseStep]) -> None:
        super().__init__(data)
        self.rows = [VoteForm(data, step=step) for step in steps]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(row.is_valid() for row in self.rows)])

    @property
    def votes(self) -> dict[int, Votes]:
        """By step id, of the cases that were voted on."""
        return {row.step.pk: row.votes for row in self.rows if any(row.votes)}


class VoteForm(forms.Form):
    """The votes of one case; the row of the table says which."""

    agree = forms.IntegerField(label=_("Agree"), min_value=0, max_value=9999, required=False)
    disagree = forms.IntegerField(label=_("Disagree"), min_value=0, max_value=9999, required=False)
    abstain = forms.IntegerField(label=_("Abstain"), min_value=0, max_value=9999, required=False)

    def __init__(self, data: Any, *, step: CaseStep) -> None:
        super().__init__(data, prefix=f"step-{step.pk}")
        self.step = step
        for name, field in self.fields.items():
            label = f"{step.household} {field.label}"
            field.widget.attrs |= {"inputmode": "numeric", "aria-label": label, "data-vote": name}

    @property
    def votes(self) -> Votes:
        agree, disagree, abstain = (self.cleaned_data[name] or 0 for name in self.fields)
        return agree, disagree, abstain


class _ChosenForm(ModelForm):
    """A paper about some of the waiting cases, all of them unless somebody unticks one."""

    def __init__(self, data: Any, *, steps: Sequence[CaseStep]) -> None:
        super().__init__(data)
        self.fields["steps"] = forms.TypedMultipleChoiceField(
            label=_("Households"),
            coerce=int,
            choices=[(step.pk, f"{step.household} · {step.division}") for step in steps],
            initial=[step.pk for step in steps],
            widget=forms.CheckboxSelectMultiple,
        )

    @property
    def step_ids(self) -> list[int]:
        return list(self.cleaned_data["steps"])

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class NoticeForm(_ChosenForm):
    class Meta:
        model = Notice
        fields = ("posted_on", "place", "phone")
        widgets = {"posted_on": DateInput(), "phone": forms.TextInput({"inputmode": "tel"})}


class AnnouncementForm(_ChosenForm):
    class Meta:
        model = Announcement
        fields = ("announced_on", "number")
        widgets = {"announced_on": DateInput()}


class ObjectionForm(ModelForm):
    class Meta:
        model = Objection
        fields = ("said",)
        widgets = {"said": forms.Textarea({"rows": 3})}


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Answer"), max_length=500, widget=forms.Textarea({"rows": 3}))
    is_upheld = forms.TypedChoiceField(
        label=_("The objection is right"),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
