"""What a list of cases is narrowed to, and what a person says on the page of a case."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Division, User
from accounts.requests import ids
from monitoring.cases.casework.attachments import MAX_MEGABYTES, kept
from monitoring.cases.casework.models import Case, CaseStep
from monitoring.cases.casework.people import visitors
from monitoring.cases.casework.querysets import URGENT_FIRST, CaseQuerySet, CaseStepQuerySet
from monitoring.cases.casework.verdicts import Verdict
from monitoring.cases.procedures.models import Level, Process, Step
from monitoring.lists.forms import ListFilter, Order, any_of
from monitoring.lists.places import Viewer
from monitoring.registry.choices import MonitoredType

if TYPE_CHECKING:
    from django.core.files.base import ContentFile

STATUSES = [
    ("", Case.Status.RUNNING.label),
    *(each for each in Case.Status.choices if each[0] != Case.Status.RUNNING),
    ("all", gettext_lazy("Every state")),
]
ESCALATED = {
    "late_village": (Level.VILLAGE, gettext_lazy("Overdue in the village, told to the township")),
    "late_township": (Level.TOWNSHIP, gettext_lazy("Overdue at the township, told to the county")),
    "late_county": (Level.COUNTY, gettext_lazy("Overdue at the county, told to the city")),
}
ONLY = [
    ("overdue", gettext_lazy("Overdue")),
    *((code, label) for code, (_level, label) in ESCALATED.items()),
    ("green", gettext_lazy("Green channel")),
]
NEWEST = Order(gettext_lazy("Newest first"), ("id",), descending=True)


class CaseFilter(ListFilter[CaseQuerySet]):
    process = any_of(gettext_lazy("Process"), Process.choices, gettext_lazy("Every process"))
    status = forms.ChoiceField(label=gettext_lazy("State"), choices=STATUSES, required=False)
    only = any_of(gettext_lazy("Only"), ONLY)
    type = any_of(gettext_lazy("Monitored type"), MonitoredType.choices, gettext_lazy("Every type"))

    orders: ClassVar = {
        "": Order(gettext_lazy("The most urgent first"), URGENT_FIRST),
        "newest": NEWEST,
    }
    told = ("status",)

    def __init__(self, data: Any, *, user: Viewer, **options: Any) -> None:
        super().__init__(data, user=user, **options)
        self.fields["step"] = steps_to_choose()

    @property
    def order(self) -> Order:
        """Nothing that has ended is urgent."""
        return NEWEST if self.cleaned_data["status"] else super().order

    def within(self, rows: CaseQuerySet, place: Division) -> CaseQuerySet:
        return rows.within(place)

    def narrow(self, rows: CaseQuerySet) -> CaseQuerySet:
        cases, chosen = super().narrow(rows), self.cleaned_data
        status = chosen["status"] or Case.Status.RUNNING
        if status != "all":
            cases = cases.filter(status=status)
        if chosen["process"]:
            cases = cases.filter(process=chosen["process"])
        if chosen["step"]:
            cases = cases.at_steps(Step.objects.ids(chosen["step"]))
        if chosen["only"] == "overdue":
            cases = cases.overdue(timezone.localdate())
        if chosen["only"] in ESCALATED:
            cases = cases.escalated_from(ESCALATED[chosen["only"]][0])
        if chosen["only"] == "green":
            cases = cases.filter(episode__green_since__isnull=False)
        return cases.filter(episode__type=chosen["type"]) if chosen["type"] else cases


def steps_to_choose() -> forms.ChoiceField:
    return any_of(_("Open step"), Step.objects.names().items(), _("Every step"))


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


class ReviewFilter(ListFilter[CaseStepQuerySet]):
    orders: ClassVar = {"": Order("", URGENT_FIRST)}

    def __init__(self, data: Any, *, user: Viewer, **options: Any) -> None:
        super().__init__(data, user=user, **options)
        self.fields["step"] = steps_to_choose()

    def narrow(self, rows: CaseStepQuerySet) -> CaseStepQuerySet:
        step, rows = self.cleaned_data["step"], super().narrow(rows)
        return rows.filter(step__in=Step.objects.ids(step)) if step else rows


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
