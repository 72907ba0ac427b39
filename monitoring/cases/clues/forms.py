"""What a list of clues is narrowed to, and what a person says of them."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.forms import CountyField, DateInput, ModelForm
from accounts.models import Division, User
from accounts.requests import ids
from monitoring.cases.casework.people import visitors
from monitoring.cases.clues.models import Clue, JudgementLimit, Verdict
from monitoring.cases.clues.putting_off import hindrance
from monitoring.cases.clues.querysets import URGENT_FIRST, ClueQuerySet
from monitoring.lists.forms import ListFilter, Order, any_of
from monitoring.lists.places import Viewer
from monitoring.screening.forms import criterion_names

State = Clue.State
TABS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "": (State.WAITING.label, (State.WAITING,)),
    "deferred": (State.DEFERRED.label, (State.DEFERRED,)),
    "checking": (State.CHECKING.label, (State.CHECKING,)),
    "ended": (
        pgettext_lazy("clues", "Ended"),
        (State.KNOWN, State.FOUND_FALSE, State.CONFIRMED, State.CLEARED),
    ),
    "all": (pgettext_lazy("flags", "All"), tuple(State.values)),
}
ONLY = [
    ("overdue", gettext_lazy("Overdue")),
    ("mine", gettext_lazy("Assigned to me")),
    ("nobody", gettext_lazy("Assigned to nobody")),
    ("reported", gettext_lazy("Reported by people")),
]


class ClueFilter(ListFilter[ClueQuerySet]):
    tab = forms.ChoiceField(
        choices=[(name, label) for name, (label, _states) in TABS.items()],
        required=False,
        widget=forms.HiddenInput,
    )
    standing = any_of(
        gettext_lazy("Standing"), Clue.Standing.choices, gettext_lazy("Every standing")
    )
    only = any_of(gettext_lazy("Only"), ONLY)

    orders: ClassVar = {"": Order("", URGENT_FIRST)}
    tabs = "tab"
    told = ("tab",)

    def __init__(self, data: Any, *, user: Viewer, **options: Any) -> None:
        super().__init__(data, user=user, **options)
        every = gettext_lazy("Every criterion")
        self.fields["criterion"] = any_of(_("Criterion"), criterion_names().items(), every)

    @property
    def waits(self) -> bool:
        """Whether these are the clues in their queue."""
        return not self.cleaned_data["tab"]

    @property
    def order(self) -> Order:
        return super().order if self.waits else Order("", ("id",), descending=True)

    def within(self, rows: ClueQuerySet, place: Division) -> ClueQuerySet:
        return rows.within(place)

    def narrow(self, rows: ClueQuerySet) -> ClueQuerySet:
        clues, chosen = super().narrow(rows), self.cleaned_data
        clues = clues.filter(state__in=TABS[chosen["tab"]][1])
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
            visitors(user, "clues.judge"), label=_("Assign to"), empty_label=_("Choose …")
        )


class CapacityForm(forms.Form):
    visits = forms.IntegerField(
        label=gettext_lazy("Households a week"),
        min_value=0,
        max_value=5000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        help_text=gettext_lazy("How many households your people can check in one week."),
    )


class LimitForm(ModelForm):
    class Meta:
        model = JudgementLimit
        fields = ("days", "county", "valid_from", "document")
        widgets = {"valid_from": DateInput()}

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["county"] = CountyField()
