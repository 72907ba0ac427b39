"""What a list of cases is narrowed to, and what a person says on the page of a case."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from accounts.requests import ids
from accounts.scope import inside
from monitoring.cases.casework.attachments import MAX_MEGABYTES, kept
from monitoring.cases.casework.models import Case, CaseStep
from monitoring.cases.casework.people import visitors
from monitoring.cases.casework.querysets import CaseQuerySet, CaseStepQuerySet
from monitoring.cases.casework.verdicts import Verdict
from monitoring.cases.procedures.models import Process, Step
from monitoring.registry.choices import MonitoredType
from monitoring.screening.forms import PlaceForm
from monitoring.screening.seen import Viewer

if TYPE_CHECKING:
    from django.core.files.base import ContentFile

STATUSES = [*Case.Status.choices, ("all", gettext_lazy("Every state"))]
ONLY = {
    "": gettext_lazy("All"),
    "overdue": gettext_lazy("Overdue"),
    "green": gettext_lazy("Green channel"),
}


class CaseFilter(PlaceForm):
    process = forms.ChoiceField(
        label=gettext_lazy("Process"),
        choices=[("", gettext_lazy("Every process")), *Process.choices],
        required=False,
    )
    status = forms.ChoiceField(label=gettext_lazy("State"), choices=STATUSES, required=False)
    step = forms.ChoiceField(label=gettext_lazy("Open step"), required=False)
    only = forms.ChoiceField(label=gettext_lazy("Only"), choices=ONLY.items(), required=False)
    type = forms.ChoiceField(
        label=gettext_lazy("Monitored type"),
        choices=[("", gettext_lazy("Every type")), *MonitoredType.choices],
        required=False,
    )

    def __init__(self, data: Any, *, user: Viewer) -> None:
        super().__init__(data, user=user)
        self.step_names = Step.objects.names()
        options = [("", _("Every step")), *self.step_names.items()]
        self.fields["step"] = forms.ChoiceField(
            label=_("Open step"), choices=options, required=False
        )

    @property
    def state(self) -> str:
        """Running cases where nothing else is chosen."""
        return self.cleaned_data["status"] or Case.Status.RUNNING

    def narrow(self, cases: CaseQuerySet) -> CaseQuerySet:
        chosen = self.cleaned_data
        if chosen["division"]:
            cases = cases.within(chosen["division"])
        if self.state != "all":
            cases = cases.filter(status=self.state)
        if chosen["process"]:
            cases = cases.filter(process=chosen["process"])
        if chosen["step"]:
            cases = cases.at_steps(Step.objects.ids(chosen["step"]))
        if chosen["only"] == "overdue":
            cases = cases.overdue(timezone.localdate())
        if chosen["only"] == "green":
            cases = cases.filter(episode__green_since__isnull=False)
        return cases.filter(episode__type=chosen["type"]) if chosen["type"] else cases

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen, to build the same form again in a job."""
        names = ("division", "process", "status", "step", "only", "type")
        return {name: self.data.get(name, "") for name in names}

    @property
    def narrows(self) -> bool:
        return any(self.chosen.values())

    @property
    def query(self) -> str:
        return urlencode({name: value for name, value in self.chosen.items() if value})

    def said(self) -> str:
        """The filter in words."""
        chosen = self.cleaned_data
        words = [
            self.place or _("The households paired with you"),
            dict(STATUSES)[self.state],
            chosen["process"] and Process(chosen["process"]).label,
            chosen["step"] and self.step_names[chosen["step"]],
            chosen["only"] and ONLY[chosen["only"]],
            chosen["type"],
        ]
        return " · ".join(str(word) for word in words if word)


class AssignForm(forms.Form):
    """To whom the ticked cases, or all of a filter, are given."""

    everything = forms.BooleanField(required=False)

    def __init__(self, data: QueryDict | None, *, user: User) -> None:
        super().__init__(data)
        self.ticked = ids(data.getlist("case")) if data else []
        self.fields["to"] = forms.ModelChoiceField(
            visitors(user, "cases.assign"),
            label=_("Assign to"),
            empty_label=_("Choose …"),
            error_messages={"required": _("Choose to whom they are given.")},
        )


class ReviewFilter(PlaceForm):
    def __init__(self, data: Any, *, user: Viewer) -> None:
        super().__init__(data, user=user)
        self.step_names = Step.objects.names()
        options = [("", _("Every step")), *self.step_names.items()]
        self.fields["step"] = forms.ChoiceField(
            label=_("Open step"), choices=options, required=False
        )

    def narrow(self, steps: CaseStepQuerySet) -> CaseStepQuerySet:
        chosen = self.cleaned_data
        if chosen["division"]:
            steps = steps.filter(inside([chosen["division"]]))
        return steps.filter(step__in=Step.objects.ids(chosen["step"])) if chosen["step"] else steps

    def said(self) -> str:
        step = self.step_names.get(self.cleaned_data["step"])
        return " · ".join(str(word) for word in (self.place, step) if word)


class RestForm(forms.Form):
    """What becomes of the rows for which nothing is chosen."""

    rest = forms.ChoiceField(
        label=gettext_lazy("All other rows"),
        choices=[("", gettext_lazy("leave alone")), (Verdict.PASS.value, Verdict.PASS.label)],
        required=False,
    )


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you decide.")},
    )
    to: Any = forms.TypedChoiceField(
        label=gettext_lazy("Back to"), required=False, empty_value=None
    )
    reason = forms.CharField(
        label=pgettext_lazy("decision", "Reason"),
        help_text=gettext_lazy("Needed to send back and to refuse."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any, *, step: CaseStep, steps: Sequence[Step], **options: Any) -> None:
        """`steps` are those of the case's procedure."""
        super().__init__(data, prefix=f"step-{step.pk}", **options)
        self.step = step
        earlier = {str(each.pk): each for each in steps if each.position < step.step.position}
        self._offer("verdict", _verdicts(step.step, back=bool(earlier)))
        self._offer("to", [(pk, each.name) for pk, each in reversed(earlier.items())])
        self.fields["to"].coerce = earlier.__getitem__  # type: ignore[attr-defined]

    def _offer(self, name: str, options: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        field.choices = options


class PauseForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why the clock has to stop"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AttachForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Which paper"),
        max_length=60,
        widget=forms.TextInput(attrs={"list": "papers", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Photo or scan"),
        help_text=gettext_lazy("PDF, JPEG or PNG, up to %d MB.") % MAX_MEGABYTES,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    def __init__(self, *args: Any, case: Case) -> None:
        super().__init__(*args)
        needed = [paper for step in case.procedure.steps.all() for paper in step.papers]
        self.papers = dict.fromkeys(needed)  # suggested while typing

    def clean_file(self) -> "ContentFile[bytes]":
        return kept(self.cleaned_data["file"])


def _verdicts(step: Step, *, back: bool) -> list[tuple[str, Any]]:
    possible = {Verdict.PASS: True, Verdict.BACK: back, Verdict.REFUSE: step.may_refuse}
    return [(each.value, each.label) for each in Verdict if possible[each]]
