"""What the plan and the list of visits are narrowed to, and who is to make visits."""

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Division, Post, User
from accounts.requests import ids
from accounts.scope import inside
from monitoring.cases.visits.models import Frequency, Purpose, VisitDue, Way
from monitoring.cases.visits.querysets import VisitDueQuerySet, VisitQuerySet
from monitoring.registry.forms import day_input
from monitoring.screening.forms import PlaceForm
from monitoring.screening.seen import Viewer

MOST_AT_ONCE = 500
ASSIGNEES = (Post.Role.VILLAGE, Post.Role.HELPER, Post.Role.TOWNSHIP)


class Only(TextChoices):
    OVERDUE = "overdue", gettext_lazy("Overdue")
    MINE = "mine", gettext_lazy("Mine")
    NOBODY = "nobody", gettext_lazy("Assigned to nobody")
    FLAGGED = "flagged", gettext_lazy("With a red flag")
    DONE = "done", gettext_lazy("Visited already")


def _any(label: Any, options: Any) -> forms.ChoiceField:
    choices = [("", gettext_lazy("All")), *options]
    return forms.ChoiceField(label=label, required=False, choices=choices)


class PlanFilter(PlaceForm):
    kind = _any(gettext_lazy("Group"), VisitDue.Kind.choices)
    only = _any(gettext_lazy("Only"), Only.choices)

    def narrow(self, dues: VisitDueQuerySet) -> VisitDueQuerySet:
        chosen, today = self.cleaned_data, timezone.localdate()
        dues = (
            dues.running_on(today).done() if self.shown == Only.DONE else dues.first_of_household()
        )
        if chosen["division"]:
            dues = dues.within(chosen["division"])
        if chosen["kind"]:
            dues = dues.filter(kind=chosen["kind"])
        if self.shown == Only.OVERDUE:
            dues = dues.overdue(today)
        if self.shown == Only.FLAGGED:
            dues = dues.filter(risk=1)
        if self.shown == Only.NOBODY:
            dues = dues.filter(assigned_to=None)
        return dues.filter(assigned_to=self.user.pk) if self.shown == Only.MINE else dues

    @property
    def shown(self) -> str:
        """A value of `Only`, or empty."""
        return str(self.cleaned_data["only"])

    @property
    def narrows(self) -> bool:
        return any(self.chosen.values())

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen, to build the same form again in a job."""
        return {name: self.data.get(name, "") for name in ("division", "kind", "only")}

    def said(self) -> str:
        """The filter in words."""
        chosen = self.cleaned_data
        words = [
            self.place or _("The households paired with you"),
            chosen["kind"] and VisitDue.Kind(chosen["kind"]).label,
            self.shown and Only(self.shown).label,
        ]
        return " · ".join(str(word) for word in words if word)


class VisitFilter(PlaceForm):
    purpose = _any(gettext_lazy("Purpose of the visit"), Purpose.choices)
    way = _any(gettext_lazy("Way"), Way.choices)
    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=day_input())
    until = forms.DateField(label=gettext_lazy("To"), required=False, widget=day_input())

    def __init__(self, data: Any, *, user: Viewer) -> None:
        super().__init__(data, user=user)
        for name in ("after", "before"):  # ids of visits are no numbers
            self.fields[name] = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def narrow(self, visits: VisitQuerySet) -> VisitQuerySet:
        chosen = self.cleaned_data
        if chosen["division"]:
            visits = visits.within(chosen["division"])
        conditions = {
            "purpose": chosen["purpose"],
            "way": chosen["way"],
            "visited_on__gte": chosen["since"],
            "visited_on__lte": chosen["until"],
        }
        return visits.filter(**{name: value for name, value in conditions.items() if value})

    @property
    def narrows(self) -> bool:
        return any(self.chosen.values())

    @property
    def chosen(self) -> dict[str, str]:
        names = ("division", "purpose", "way", "since", "until")
        return {name: self.data.get(name, "") for name in names}

    def said(self) -> str:
        chosen = self.cleaned_data
        words = [
            self.place or _("The households paired with you"),
            chosen["purpose"] and Purpose(chosen["purpose"]).label,
            chosen["way"] and Way(chosen["way"]).label,
            chosen["since"] and _("from {day}").format(day=chosen["since"]),
            chosen["until"] and _("until {day}").format(day=chosen["until"]),
        ]
        return " · ".join(str(word) for word in words if word)


class AssignForm(forms.Form):
    dues = forms.TypedMultipleChoiceField(coerce=int, label=gettext_lazy("Visits"))
    to = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Assign to"))

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


class FrequencyForm(forms.ModelForm):  # type: ignore[type-arg]  # not at run time
    class Meta:
        model = Frequency
        fields = ("kind", "months", "county", "valid_from", "document")
        widgets = {"valid_from": day_input()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        county: Any = self.fields["county"]
        county.queryset = Division.objects.filter(level=Division.Level.COUNTY)
        county.empty_label = _("Every county")


class RoundFile(forms.Form):
    file = forms.FileField(label=gettext_lazy("Workbook of the national app"))
