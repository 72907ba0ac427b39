"""What people enter of posts, and what their lists are narrowed to."""

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms import CountyField, DateInput, ModelChoiceField, ModelForm, MonthField, PartForm
from accounts.models import Division
from assistance.schemes.posts.models import Ages, Engagement, Position
from assistance.schemes.posts.querysets import EngagementQuerySet, PositionQuerySet
from monitoring.lists.forms import ListFilter, any_of
from monitoring.registry.models import Member
from monitoring.registry.months import month_before

SOON = timedelta(days=30)
ALARMS = {
    "over-age": _("Over age"),
    "expiring": _("Ends within 30 days"),
    "expired": _("Agreement over, not renewed"),
    "no-attendance": _("No attendance last month"),
    "ghost": _("Died, left or moved away"),
}


class PositionFilter(ListFilter[PositionQuerySet]):
    kind = any_of(_("Kind of work"), Position.Kind.choices)
    state = any_of(_("State"), Position.State.choices)
    household: ClassVar = "engagements__household"

    def narrow(self, rows: PositionQuerySet) -> PositionQuerySet:
        chosen = {name: self.cleaned_data[name] for name in ("kind", "state")}
        return super().narrow(rows).filter(**{name: said for name, said in chosen.items() if said})


class EngagementFilter(ListFilter[EngagementQuerySet]):
    held = any_of(_("Held"), [("now", _("Today")), ("past", _("No longer"))])
    alarm = any_of(_("To look at"), ALARMS.items())

    def narrow(self, rows: EngagementQuerySet) -> EngagementQuerySet:
        held, today = super().narrow(rows), timezone.localdate()
        if self.cleaned_data["held"] == "now":
            held = held.on(today)
        elif self.cleaned_data["held"] == "past":
            held = held.filter(last_day__lt=today)
        return alarmed(held, self.cleaned_data["alarm"]) if self.cleaned_data["alarm"] else held


def alarmed(rows: EngagementQuerySet, alarm: str) -> EngagementQuerySet:
    today = timezone.localdate()
    last_month = month_before(today)
    return {
        "over-age": lambda: rows.over_age(today),
        "expiring": lambda: rows.expiring(today, today + SOON),
        "expired": lambda: rows.expired(today),
        "no-attendance": lambda: rows.without_attendance(last_month),
        "ghost": lambda: rows.ghosts(today),
    }[alarm]()


class ApplyForm(ModelForm):
    class Meta:
        model = Position
        fields = ("kind", "name", "need", "places", "allowance")


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=pgettext_lazy("decision", "Reason"), max_length=200, required=False
    )


class PersonField(ModelChoiceField):
    def label_from_instance(self, member: Member) -> str:
        years = member.age(timezone.localdate())
        said = (member.name, *([str(years)] if years is not None else ()), str(member.household))
        return " · ".join(said)


class EngageForm(PartForm):
    class Meta:
        model = Engagement
        fields = ("agreement", "starts_on", "ends_on", "insured_until", "relaxed")
        widgets: ClassVar = dict.fromkeys(("starts_on", "ends_on", "insured_until"), DateInput)

    def __init__(self, *args: Any, village: Division, **options: Any) -> None:
        super().__init__(*args, **options)
        people = Member.objects.filter(division=village, status=Member.Status.ACTIVE)
        self.fields["member"] = PersonField(
            people.select_related("household").order_by("name", "pk"),
            label=_("Who takes the post"),
        )
        self.order_fields(["member"])


class LeaveForm(forms.Form):
    on = forms.DateField(label=_("Last day"), widget=DateInput)
    reason = forms.CharField(label=_("Why they leave"), max_length=200)
    next_work = forms.CharField(
        label=_("Help with the next work"),
        max_length=200,
        required=False,
        help_text=_("What they are recommended for, or that they need none."),
    )


class MonthForm(forms.Form):
    month = MonthField()


class AbsenceForm(forms.Form):
    days = forms.IntegerField(
        label=_("Days absent"),
        min_value=0,
        max_value=31,
        required=False,
        widget=forms.NumberInput(attrs={"class": "form-control", "aria-label": _("Days absent")}),
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "aria-label": _("Note")}),
    )


class AgesForm(ModelForm):
    class Meta:
        model = Ages
        fields = ("county", "usual", "relaxed", "flagged", "valid_from", "document")
        widgets: ClassVar = {"valid_from": DateInput}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["county"] = CountyField()
