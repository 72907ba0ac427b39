"""What a report says, where it goes, and what a list of reports is narrowed to."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import DateInput, DivisionField
from accounts.models import Division
from monitoring.cases.clues.reports.models import Report
from monitoring.cases.clues.reports.querysets import ReportQuerySet
from monitoring.lists.forms import ListFilter, Order, any_of
from monitoring.registry import cleaning
from monitoring.registry.findings import Problem

OLDEST = timedelta(days=366)
STATES = {
    "": gettext_lazy("Not yet answered"),
    **dict(Report.State.choices),
    "all": gettext_lazy("Every state"),
}


class FactsForm(forms.Form):
    """Who is in difficulty, and what is hard."""

    name = forms.CharField(label=gettext_lazy("Name of who is in difficulty"), max_length=30)
    id_number = forms.CharField(
        label=gettext_lazy("Their ID number"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone to call back"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    relation = forms.ChoiceField(
        label=gettext_lazy("Who reports"),
        choices=Report.Relation.choices,
        widget=forms.RadioSelect,
        initial=Report.Relation.SELF,
    )
    difficulties = forms.MultipleChoiceField(
        label=gettext_lazy("What is hard"),
        choices=Report.Difficulty.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    words = forms.CharField(
        label=gettext_lazy("In words"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("At most 500 characters."),
    )

    def clean_id_number(self) -> str:
        try:
            identity = cleaning.identity_number(self.cleaned_data["id_number"])
        except Problem as problem:
            raise ValidationError(
                _("This ID number cannot be right. Compare all 18 characters with the card.")
            ) from problem
        return identity.person if identity else ""

    def clean_phone(self) -> str:
        try:
            return cleaning.phone(self.cleaned_data["phone"])
        except Problem as problem:
            raise ValidationError(_("Give a mobile number of 11 digits.")) from problem

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not (said["difficulties"] or said["words"]):
            raise ValidationError(_("Tick what is hard, or say it in words."))
        return said


class TakeInForm(FactsForm):
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), choices=Report.Channel.choices)
    place = DivisionField(
        label=gettext_lazy("Place where it lies now"),
        help_text=gettext_lazy("Type a part of the name, then choose."),
    )
    received_on = forms.DateField(
        label=gettext_lazy("Received on"),
        widget=DateInput,
        initial=timezone.localdate,
        help_text=gettext_lazy("The limit of the case runs from this day."),
    )
    number = forms.CharField(
        label=gettext_lazy("Number of the sender"), max_length=40, required=False
    )
    minor = forms.BooleanField(label=gettext_lazy("From the minors' line"), required=False)

    field_order = ("channel", "minor", "place", "received_on", "number")

    def __init__(self, data: Any, *, divisions: QuerySet[Division], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["phone"].required = False
        self.fields["place"].among = divisions  # type: ignore[attr-defined]

    def clean_received_on(self) -> date:
        day: date = self.cleaned_data["received_on"]
        today = timezone.localdate()
        if not today - OLDEST <= day <= today:
            raise ValidationError(_("Choose today or an earlier day, of the last year."))
        return day


class HandOverForm(forms.Form):
    to = DivisionField(
        label=gettext_lazy("Hand over to"),
        help_text=gettext_lazy("Type a part of the name, then choose."),
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=200, required=False)

    def __init__(self, data: Any, *, divisions: QuerySet[Division]) -> None:
        super().__init__(data)
        self.fields["to"].among = divisions  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What the person was told"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReportFilter(ListFilter[ReportQuerySet]):
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=STATES.items(), required=False)
    channel = any_of(gettext_lazy("Channel"), Report.Channel.choices, gettext_lazy("Every channel"))
    only = any_of(gettext_lazy("Only"), [("minor", gettext_lazy("Only the minors' line"))])

    orders: ClassVar = {
        "": Order(gettext_lazy("Newest first"), ("id",), descending=True),
        "oldest": Order(gettext_lazy("Those waiting longest first"), ("received_on", "id")),
    }
    told = ("state",)

    def narrow(self, rows: ReportQuerySet) -> ReportQuerySet:
        reports, chosen = super().narrow(rows), self.cleaned_data
        if not chosen["state"]:
            reports = reports.unanswered()
        elif chosen["state"] != "all":
            reports = reports.filter(state=chosen["state"])
        if chosen["channel"]:
            reports = reports.filter(channel=chosen["channel"])
        return reports.filter(minor=True) if chosen["only"] else reports

    def find(self, rows: ReportQuerySet, searched: Mapping[str, Any]) -> ReportQuerySet:
        """A report names a person, not yet a household."""
        if "name" in searched:
            return rows.filter(name__startswith=searched["name"])
        return rows.filter(pk__in=searched["ids"])
