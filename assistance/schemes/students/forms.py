"""What people enter of students, and what their lists are narrowed to."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import DateInput, ModelChoiceField
from accounts.models import Division
from assistance.catalogue.models import Measure
from assistance.funds.models import Fund
from assistance.schemes.students import actions
from assistance.schemes.students.models import Enrolment
from assistance.schemes.students.querysets import EnrolmentQuerySet
from assistance.schemes.students.terms import AUTUMN, SPRING, YEAR, school_year
from monitoring.lists.forms import ListFilter, any_of
from monitoring.registry.querysets import MemberQuerySet

STATES = {
    "at-school": _("At school"),
    "on-leave": _("On leave"),
    "ended": _("Stage ended"),
}
MEASURES = [code for codes in actions.MEASURES.values() for code in codes]


class StudentFilter(ListFilter[EnrolmentQuerySet]):
    state = any_of(_("State"), STATES.items())
    programme = any_of(_("Programme"), Enrolment.Programme.choices)

    def narrow(self, rows: EnrolmentQuerySet) -> EnrolmentQuerySet:
        rows, today = super().narrow(rows), timezone.localdate()
        if programme := self.cleaned_data["programme"]:
            rows = rows.filter(programme=programme)
        state = self.cleaned_data["state"]
        if state == "at-school":
            return rows.at_school(today)
        if state == "on-leave":
            return rows.on_leave()
        return rows.ended(today) if state == "ended" else rows


class WithoutFilter(ListFilter[MemberQuerySet]):
    """Members at school who are given nothing for it."""


class EnrolForm(forms.Form):
    """For those who are ticked, together."""

    programme = forms.ChoiceField(label=_("Programme"), choices=Enrolment.Programme.choices)
    school = forms.CharField(label=_("School"), max_length=80)
    starts_on = forms.DateField(label=_("First day at school"), widget=DateInput)
    ends_on = forms.DateField(label=_("Last day of the stage"), widget=DateInput)

    def __init__(self, *args: Any, among: MemberQuerySet, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["members"] = forms.ModelMultipleChoiceField(
            among, label=_("Students"), widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Tick at least one student.")},
        )  # fmt: skip
        self.order_fields(["members"])


class SuspendForm(forms.Form):
    on = forms.DateField(label=_("First day of leave"), widget=DateInput)
    reason = forms.CharField(label=_("Why"), max_length=200)


class ResumeForm(forms.Form):
    on = forms.DateField(label=_("First day back at school"), widget=DateInput)


class FinishForm(forms.Form):
    on = forms.DateField(label=_("Last day at school"), widget=DateInput)
    reason = forms.CharField(label=_("Why it ended"), max_length=200)


class PayForm(forms.Form):
    part = forms.ChoiceField(
        label=_("Term or school year"),
        choices=[
            (AUTUMN, _("Autumn term")), (SPRING, _("Spring term")), (YEAR, _("Whole school year")),
        ],
    )  # fmt: skip
    year = forms.IntegerField(label=_("School year beginning in"), min_value=2013, max_value=2100)

    def __init__(self, *args: Any, place: Division, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["year"].initial = school_year(timezone.localdate())
        self.fields["measure"] = ModelChoiceField(
            Measure.objects.filter(code__in=MEASURES), label=_("Measure")
        )
        self.fields["fund"] = ModelChoiceField(Fund.objects.of_place(place.code), label=_("Fund"))
        self.order_fields(["measure"])
