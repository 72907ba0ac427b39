"""What the plan and the list of visits are narrowed to, and who is to make visits."""

from typing import Any, ClassVar

from django import forms
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.forms import CountyField, ModelForm
from accounts.models import Division, Post, User
from accounts.requests import ids
from accounts.scope import inside
from monitoring.cases.visits.models import Frequency, Purpose, VisitDue, Way
from monitoring.cases.visits.querysets import (
    DUE_FIRST,
    LATEST_FIRST,
    VisitDueQuerySet,
    VisitQuerySet,
)
from monitoring.lists.forms import POSITION, ListFilter, Order, PeriodFilter, any_of
from monitoring.lists.places import Viewer
from monitoring.registry.forms import day_input

MOST_AT_ONCE = 500
ASSIGNEES = (Post.Role.VILLAGE, Post.Role.HELPER, Post.Role.TOWNSHIP)


class Only(TextChoices):
    OVERDUE = "overdue", gettext_lazy("Overdue")
    MINE = "mine", gettext_lazy("Mine")
    NOBODY = "nobody", gettext_lazy("Assigned to nobody")
    FLAGGED = "flagged", gettext_lazy("With a red flag")
    DONE = "done", gettext_lazy("Visited already")


class PlanFilter(ListFilter[VisitDueQuerySet]):
    kind = any_of(gettext_lazy("Group"), VisitDue.Kind.choices)
    only = any_of(gettext_lazy("Only"), Only.choices)

    orders: ClassVar = {"": Order("", DUE_FIRST)}

    def within(self, rows: VisitDueQuerySet, place: Division) -> VisitDueQuerySet:
        return rows.within(place)

    def narrow(self, rows: VisitDueQuerySet) -> VisitDueQuerySet:
        chosen, today, only = self.cleaned_data, timezone.localdate(), self.cleaned_data["only"]
        dues = rows.running_on(today).done() if only == Only.DONE else rows.first_of_household()
        dues = super().narrow(dues)
        if chosen["kind"]:
            dues = dues.filter(kind=chosen["kind"])
        if only == Only.OVERDUE:
            dues = dues.overdue(today)
        if only == Only.FLAGGED:
            dues = dues.filter(risk=1)
        if only == Only.NOBODY:
            dues = dues.filter(assigned_to=None)
        return dues.filter(assigned_to=self.user.pk) if only == Only.MINE else dues


class VisitFilter(PeriodFilter[VisitQuerySet]):
    purpose = any_of(gettext_lazy("Purpose of the visit"), Purpose.choices)
    way = any_of(gettext_lazy("Way"), Way.choices)

    orders: ClassVar = {"": Order("", LATEST_FIRST, descending=True)}
    day = "visited_on"

    def __init__(self, data: Any, *, user: Viewer, **options: Any) -> None:
        super().__init__(data, user=user, **options)
        for name in POSITION:  # ids of visits are no numbers
            self.fields[name] = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def within(self, rows: VisitQuerySet, place: Division) -> VisitQuerySet:
        return rows.within(place)

    def narrow(self, rows: VisitQuerySet) -> VisitQuerySet:
        chosen = {name: self.cleaned_data[name] for name in ("purpose", "way")}
        given = {name: value for name, value in chosen.items() if value}
        return super().narrow(rows).filter(**given)


class AssignForm(forms.Form):
    dues = forms.TypedMultipleChoiceField(coerce=int, label=gettext_lazy("Visits"))
    to = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Assign to"),
        empty_label=gettext_lazy("Choose …"),
    )

    def __init__(self, data: Any, *, places: list[Division], dues: VisitDueQuerySet) -> None:
        """Those who hold a post in the user's places may be chosen; so may any of `dues`."""
        super().__init__(data)
        posts = Post.objects.current().filter(inside(places), role__in=ASSIGNEES)
        people = User.objects.filter(pk__in=posts.values("user"), is_active=True)
        field: Any = self.fields["to"]
        field.queryset = people.order_by("full_name", "username")
        asked = self.data.getlist("dues") if self.is_bound else []  # type: ignore[attr-defined]
        known = dues.filter(pk__in=ids(asked)[:MOST_AT_ONCE])
        wanted: Any = self.fields["dues"]
        wanted.choices = [(pk, pk) for pk in known.values_list("pk", flat=True)]


class FrequencyForm(ModelForm):
    class Meta:
        model = Frequency
        fields = ("kind", "months", "county", "valid_from", "document")
        widgets = {"valid_from": day_input()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["county"] = CountyField()


class RoundFile(forms.Form):
    file = forms.FileField(label=gettext_lazy("Workbook of the national app"))
