"""What a list of flags is narrowed to, and how that is said in words."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Division
from accounts.scope import inside
from monitoring.criteria.models import Criterion
from monitoring.screening.querysets import FlagQuerySet
from monitoring.screening.seen import Viewer, places_of

EFFECTS = {
    "": pgettext_lazy("flags", "All"),
    "clue": gettext_lazy("To be judged"),
    "visit": gettext_lazy("To be visited"),
    "list": gettext_lazy("Lists for departments"),
}
PERIODS = {
    "": gettext_lazy("At any time"),
    "week": gettext_lazy("This week"),
    "month": gettext_lazy("This month"),
}
SEVERITIES = {"": gettext_lazy("Every severity"), **dict(Criterion.Severity.choices)}


class PlaceForm(forms.Form):
    """A place inside the user's area, and which page of the rows."""

    after = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
    before = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, user: Viewer) -> None:
        super().__init__(data)
        self.user = user
        self.own = places_of(user)
        self.allowed = Division.objects.filter(inside(self.own, "code"))
        self.choice = forms.ModelChoiceField(
            self.allowed,
            required=False,
            label=pgettext_lazy("division", "Place"),
            empty_label=str(self.own[0]) if len(self.own) == 1 else _("All your places"),
        )
        self.fields["division"] = self.choice

    @property
    def place(self) -> Division | None:
        """The chosen division, else the widest of the user's own; none for a helper."""
        return self.cleaned_data["division"] or next(iter(self.own), None)

    @property
    def code(self) -> str | None:
        return self.place.code if self.place else None

    @property
    def position(self) -> tuple[int, int]:
        """The ids next to the page: the last row before it, the first row after it; 0 for none."""
        return self.cleaned_data["after"] or 0, self.cleaned_data["before"] or 0

    def offer_near_places(self) -> None:
        """Offer those in or beside the place and those around it, not thousands of villages."""
        if self.place is None:
            return
        is_village = self.place.level == Division.Level.VILLAGE
        inner = self.allowed.filter(parent=self.place.parent_id if is_village else self.place)
        around = {self.place.code, self.place.parent_id, *(division.code for division in self.own)}
        if len(self.own) == 1:
            around.remove(self.own[0].code)  # choosing nothing is choosing it
        self.choice.queryset = self.allowed.filter(code__in=around) | inner


class FlagFilter(PlaceForm):
    effect = forms.ChoiceField(choices=EFFECTS.items(), required=False, widget=forms.HiddenInput)
    severity = forms.ChoiceField(
        label=gettext_lazy("Severity"), choices=SEVERITIES.items(), required=False
    )
    new = forms.ChoiceField(
        label=gettext_lazy("First seen"), choices=PERIODS.items(), required=False
    )

    def __init__(self, data: Any, *, user: Viewer) -> None:
        super().__init__(data, user=user)
        self.names = criterion_names()
        self.fields["criterion"] = forms.ChoiceField(
            label=gettext_lazy("Criterion"),
            choices=[("", gettext_lazy("Every criterion")), *self.names.items()],
            required=False,
        )

    def narrow(self, flags: FlagQuerySet) -> FlagQuerySet:
        chosen = self.cleaned_data
        if chosen["division"]:
            flags = flags.within(chosen["division"])
        if chosen["effect"]:
            flags = flags.with_effect(chosen["effect"])
        if chosen["new"]:
            flags = flags.filter(first_seen__gte=_beginning(chosen["new"]))
        if chosen["severity"]:
            flags = flags.with_severity(chosen["severity"])
        return flags.filter(criterion=chosen["criterion"]) if chosen["criterion"] else flags

    @property
    def narrows(self) -> bool:
        """Whether more than the effect, which has its tabs, is chosen."""
        return any(value for name, value in self.chosen.items() if name != "effect")

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen, to build the same form again in a job."""
        names = ("division", "effect", "severity", "criterion", "new")
        return {name: self.data.get(name, "") for name in names}

    def said(self) -> str:
        """The filter in words."""
        chosen = self.cleaned_data
        words = [
            self.place or _("The households paired with you"),
            chosen["effect"] and EFFECTS[chosen["effect"]],
            chosen["severity"] and SEVERITIES[chosen["severity"]],
            self.names.get(chosen["criterion"]),
            chosen["new"] and PERIODS[chosen["new"]],
        ]
        return " · ".join(str(word) for word in words if word)


def criterion_names() -> dict[str, str]:
    """The name of each criterion, as its newest released version says it, in the pack's order."""
    rows = Criterion.objects.filter(version__state="released").order_by("position", "version_id")
    return dict(rows.values_list("code", "name"))


def _beginning(period: str) -> date:
    today = timezone.localdate()
    if period == "month":
        return today.replace(day=1)
    return today - timedelta(days=today.weekday())
