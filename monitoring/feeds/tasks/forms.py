"""What people say when they hand a task over, answer or judge it; what a list is narrowed to."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.forms import DateInput, ModelChoiceField, ModelForm
from accounts.scope import NOTHING
from monitoring.cases.casework.attachments import MAX_MEGABYTES, kept
from monitoring.cases.procedures.models import Unit
from monitoring.feeds.tasks.models import Proof, Task, TaskKind
from monitoring.feeds.tasks.querysets import TaskKindQuerySet, TaskQuerySet
from monitoring.feeds.tasks.workflow import Act
from monitoring.lists.forms import ListFilter, Order, any_of

if TYPE_CHECKING:
    from django.core.files.base import ContentFile

STATES = {
    "": gettext_lazy("Not yet closed"),
    **dict(Task.State.choices),
    "all": gettext_lazy("Every state"),
}
WAITS = {
    "take": gettext_lazy("The department has to take it up"),
    "answer": gettext_lazy("The department has to answer"),
    "confirm": gettext_lazy("The village has to confirm"),
    "escalated": gettext_lazy("The county has to see to it"),
}


class FileForm(forms.Form):
    """Ends with a paper or picture; a picture is made anew without its place."""

    file = forms.FileField(
        label=gettext_lazy("Photo or scan"),
        required=False,
        help_text=gettext_lazy("PDF, JPEG or PNG, up to %d MB.") % MAX_MEGABYTES,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )
    field_order = ("kind", "asked", "text", "number", "dated_on", "file")

    def clean_file(self) -> "ContentFile[bytes] | None":
        upload = self.cleaned_data["file"]
        return kept(upload) if upload else None


class KindField(ModelChoiceField):
    def label_from_instance(self, kind: TaskKind) -> str:
        limit = f"{kind.days} {Unit(kind.unit).label}"
        return f"{kind} · {kind.department} · {limit}"


class GiveForm(FileForm):
    asked = forms.CharField(
        label=gettext_lazy("What is asked"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "The department reads this. It sees the village and the masked name, and the phone "
            "only where it has to come."
        ),
    )

    def __init__(self, *args: Any, kinds: TaskKindQuerySet, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"] = KindField(
            kinds,
            label=gettext_lazy("Task"),
            to_field_name="code",
            empty_label=None,
            widget=forms.RadioSelect,
        )
        self.order_fields(self.field_order)


class NothingForm(forms.Form):
    """An act that says all by itself."""


class ReasonForm(forms.Form):
    text = forms.CharField(
        label=pgettext_lazy("decision", "Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReplyForm(FileForm):
    text = forms.CharField(
        label=gettext_lazy("What was done"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    number = forms.CharField(
        label=gettext_lazy("Number of the document"), max_length=60, required=False
    )
    dated_on = forms.DateField(
        label=gettext_lazy("Date of the document"), widget=DateInput, required=False
    )


FORMS: Mapping[str, type[forms.Form]] = {
    Act.TAKE: NothingForm,
    Act.REPLY: ReplyForm,
    Act.REFUSE: ReasonForm,
    Act.CONFIRM: NothingForm,
    Act.SEND_BACK: ReasonForm,
    Act.CONTEST: ReasonForm,
    Act.DROP: NothingForm,
}


VERBS: Mapping[str, Any] = {
    Act.TAKE: gettext_lazy("Take it up"),
    Act.REPLY: gettext_lazy("It is done: reply"),
    Act.REFUSE: gettext_lazy("Refuse with a reason"),
    Act.CONFIRM: gettext_lazy("Confirm as done"),
    Act.SEND_BACK: gettext_lazy("Send it back to the department"),
    Act.CONTEST: gettext_lazy("Contest the refusal: the county decides"),
    Act.DROP: gettext_lazy("Accept the refusal"),
}


class KindForm(ModelForm):
    evidence = forms.MultipleChoiceField(
        label=gettext_lazy("A reply needs"),
        choices=Proof.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = TaskKind
        fields = (
            "code", "name", "department", "days", "unit", "document", "evidence", "phone",
            "of_village",
        )  # fmt: skip
        labels = {"name": gettext_lazy("Name of the task")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Programs of departments know a kind by its code.
        self.fields["code"].disabled = self.instance.pk is not None


KindFormSet = forms.modelformset_factory(TaskKind, KindForm, extra=1)


class TaskFilter(ListFilter[TaskQuerySet]):
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=STATES.items(), required=False)
    waits = any_of(gettext_lazy("What is next"), WAITS.items())
    only = any_of(gettext_lazy("Only"), [("overdue", gettext_lazy("Overdue"))])

    orders: ClassVar = {
        "": Order(gettext_lazy("The most urgent first"), ("due_order", "id")),
        "newest": Order(gettext_lazy("Newest first"), ("id",), descending=True),
    }
    told = ("state",)

    def __init__(self, data: Any, **options: Any) -> None:
        super().__init__(data, **options)
        kinds = TaskKind.objects.values_list("code", "name")
        self.fields["kind"] = any_of(_("Task"), kinds)

    def narrow(self, rows: TaskQuerySet) -> TaskQuerySet:
        tasks, chosen = super().narrow(rows), self.cleaned_data
        if chosen["waits"]:
            tasks = _waiting(tasks, chosen["waits"])
        if not chosen["state"]:
            tasks = tasks.open()
        elif chosen["state"] != "all":
            tasks = tasks.filter(state=chosen["state"])
        if chosen["kind"]:
            tasks = tasks.filter(kind__code=chosen["kind"])
        return tasks.overdue(timezone.localdate()) if chosen["only"] else tasks

    def find(self, rows: TaskQuerySet, searched: Mapping[str, Any]) -> TaskQuerySet:
        """By number, by village, or by household for those who see it."""
        if "task" in searched:
            return rows.filter(pk=searched["task"])
        village = Q(division__name__startswith=searched["name"]) if "name" in searched else NOTHING
        return super().find(rows, searched) | rows.filter(village)


def _waiting(tasks: TaskQuerySet, what: str) -> TaskQuerySet:
    return {
        "take": tasks.to_take,
        "answer": tasks.to_answer,
        "confirm": tasks.to_confirm,
        "escalated": tasks.escalated,
    }[what]()
