"""What a list of clues is narrowed to, and what a person says of them."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.forms import DateInput
from accounts.models import Division, Post, User
from accounts.permissions import MAY
from accounts.querysets import holding
from accounts.requests import ids
from accounts.scope import inside
from monitoring.cases.clues.models import Clue, JudgementLimit, Verdict
from monitoring.cases.clues.putting_off import hindrance
from monitoring.cases.clues.querysets import ClueQuerySet
from monitoring.screening.forms import PlaceForm, criterion_names
from monitoring.screening.seen import Viewer

State = Clue.State
TABS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "": (State.WAITING.label, (State.WAITING,)),
    "deferred": (State.DEFERRED.label, (State.DEFERRED,)),
    "checking": (State.CHECKING.label, (State.CHECKING,)),
    "ended": (
        pgettext_lazy("clues", "Ended"),
        (State.KNOWN, State.FOUND_FALSE, State.CONFIRMED, State.CLEARED),
    ),
}
ONLY = {
    "": pgettext_lazy("flags", "All"),
    "overdue": gettext_lazy("Overdue"),
    "mine": gettext_lazy("Assigned to me"),
    "nobody": gettext_lazy("Assigned to nobody"),
    "reported": gettext_lazy("Reported by people"),
}


class ClueFilter(PlaceForm):
    tab = forms.ChoiceField(
        choices=[(name, label) for name, (label, _states) in TABS.items()],
        required=False,
        widget=forms.HiddenInput,
    )
    standing = forms.ChoiceField(
        label=gettext_lazy("Standing"),
        choices=[("", gettext_lazy("Every standing")), *Clue.Standing.choices],
        required=False,
    )
    only = forms.ChoiceField(label=gettext_lazy("Only"), choices=ONLY.items(), required=False)

    def __init__(self, data: Any, *, user: Viewer) -> None:
        super().__init__(data, user=user)
        self.names = criterion_names()
        self.fields["criterion"] = forms.ChoiceField(
            label=gettext_lazy("Criterion"),
            choices=[("", gettext_lazy("Every criterion")), *self.names.items()],
            required=False,
        )

    @property
    def waits(self) -> bool:
        """Whether these are the clues in their queue."""
        return not self.cleaned_data["tab"]

    def narrow(self, clues: ClueQuerySet) -> ClueQuerySet:
        chosen = self.cleaned_data
        clues = clues.filter(state__in=TABS[chosen["tab"]][1])
        if self.place:
            clues = clues.within(self.place) if chosen["division"] else clues
        if chosen["standing"]:
            clues = clues.filter(standing=chosen["standing"])
        if chosen["criterion"]:
            clues = clues.filter(criteria__contains=[chosen["criterion"]])
        return self._only(clues, chosen["only"])

    def _only(self, clues: ClueQuerySet, only: str) -> ClueQuerySet:
        if only == "overdue":
            return clues.overdue(timezone.localdate())
        if only == "reported":
            return clues.filter(reported=True)
        if only == "nobody":
            return clues.filter(assigned_to=None)
        return clues.filter(assigned_to=self.user.pk) if only == "mine" else clues

    @property
    def narrows(self) -> bool:
        """Whether more than the tab is chosen."""
        return any(value for name, value in self.chosen.items() if name != "tab")

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen, to build the same form again in a job."""
        names = ("division", "tab", "standing", "criterion", "only")
        return {name: self.data.get(name, "") for name in names}

    def said(self) -> str:
        """The filter in words."""
        chosen = self.cleaned_data
        words = [
            self.place or _("The households paired with you"),
            TABS[chosen["tab"]][0],
            chosen["standing"] and Clue.Standing(int(chosen["standing"])).label,
            self.names.get(chosen["criterion"]),
            chosen["only"] and ONLY[chosen["only"]],
        ]
        return " · ".join(str(word) for word in words if word)


class JudgeForm(forms.Form):
    """One verdict for the rows that are ticked; a row's own, `verdict-ID`, comes before it."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("For those ticked"),
        choices=[("", gettext_lazy("Choose …")), *Verdict.choices],
        required=False,
    )
    reason = forms.CharField(
        label=pgettext_lazy("verdict", "Reason"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For “known situation”: what is known, and since when."),
    )
    until = forms.DateField(label=gettext_lazy("Put off until"), required=False, widget=DateInput())

    def clean(self) -> None:
        chosen = self.verdicts()
        if not chosen:
            raise forms.ValidationError(_("Tick clues, or choose a verdict in their rows."))
        if Verdict.KNOWN in chosen and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Say what is known of the situation."))
        hindered = hindrance(self.cleaned_data.get("until"))
        if Verdict.DEFER in chosen and hindered:
            self.add_error("until", hindered)

    def ids(self) -> list[int]:
        """Every row that is ticked or has a verdict of its own."""
        return sorted({*self._ticked(), *self._own()})

    def verdicts(self) -> dict[str, list[int]]:
        """The rows by verdict."""
        common = self.cleaned_data.get("verdict")
        said = {pk: common for pk in self._ticked() if common} | self._own()
        return {
            verdict: [pk for pk, given in said.items() if given == verdict]
            for verdict in Verdict.values
            if verdict in said.values()
        }

    def verdict_of(self, pk: int) -> str:
        """To ask again with what was chosen."""
        return self._own().get(pk) or self.cleaned_data.get("verdict") or ""

    def _ticked(self) -> list[int]:
        return ids(_all(self.data, "clue"))

    def _own(self) -> dict[int, str]:
        prefix = "verdict-"
        own = {
            name.removeprefix(prefix): value
            for name, value in self.data.items()
            if name.startswith(prefix) and value in Verdict
        }
        return {pk: value for name, value in own.items() for pk in ids([name])}


def _all(data: Any, name: str) -> list[str]:
    return data.getlist(name) if hasattr(data, "getlist") else []


class AssignForm(forms.Form):
    """To whom the ticked clues, or all of a filter, are given."""

    use_required_attribute = False  # it stands in the form of the verdicts, which do not need it

    to: "forms.ModelChoiceField[User]"
    everything = forms.BooleanField(required=False)

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        self.fields["to"] = forms.ModelChoiceField(
            visitors(user), label=_("Assign to"), empty_label=_("Choose …")
        )


def visitors(user: User) -> QuerySet[User]:
    """Whoever may visit somewhere in the area that the user judges."""
    own = Post.objects.current().filter(user=user, role__in=sorted(MAY["clues.judge"]))
    places = [post.division for post in own.select_related("division") if post.division]
    posts = Post.objects.current().filter(inside(places), role__in=sorted(MAY["cases.visit"]))
    return User.objects.filter(holding(posts), is_active=True).order_by("full_name", "username")


class CapacityForm(forms.Form):
    visits = forms.IntegerField(
        label=gettext_lazy("Households a week"),
        min_value=0,
        max_value=5000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("How many households your people can check in one week."),
    )


class LimitForm(forms.ModelForm):  # type: ignore[type-arg]  # not at run time
    class Meta:
        model = JudgementLimit
        fields = ("days", "county", "valid_from", "document")
        widgets = {"valid_from": DateInput()}

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        county = self.fields["county"]
        assert isinstance(county, forms.ModelChoiceField)  # noqa: S101  # a foreign key
        county.queryset = Division.objects.filter(level=Division.Level.COUNTY)
        county.label, county.empty_label = _("Where"), _("Every county")
