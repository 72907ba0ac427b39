"""What a list is narrowed to: a place, a search and what each list adds; and its order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar, cast
from urllib.parse import urlencode

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from accounts.forms import DateInput
from accounts.models import Division, User
from accounts.scope import inside, visible
from monitoring.lists.places import Viewer, places_of
from monitoring.registry import listing
from monitoring.registry.models import Household
from monitoring.registry.querysets import HouseholdQuerySet

Q = TypeVar("Q", bound="QuerySet[Any]")

POSITION = ("after", "before")


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


@dataclass(frozen=True)
class Order:
    label: Any
    keys: Sequence[str]  # unique together, the row's id last
    descending: bool = False


@dataclass(frozen=True)
class Part:
    """One filter that is chosen, in words; `query` gives the same list without it."""

    words: str
    query: str


class ListFilter(PlaceForm, Generic[Q]):
    """The same rows on the page of a list and in its export: each list declares its own fields.

    `search` says that the list is about what the person searched for last: that itself stands in
    the session, so that no name comes into an address.
    """

    search = forms.BooleanField(required=False, widget=forms.HiddenInput)

    orders: ClassVar[Mapping[str, Order]] = {"": Order("", ("id",), descending=True)}
    tabs: ClassVar[str] = ""  # the field that the page shows as tabs
    told: ClassVar[Sequence[str]] = ()  # fields whose empty choice leaves something out
    household: ClassVar[str] = "household"  # of a row, for the search

    def __init__(
        self, data: Any, *, user: Viewer, searched: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, user=user)
        self.searched = searched if (data or {}).get("search") else None
        if len(self.orders) > 1:
            self.fields["sort"] = forms.ChoiceField(
                label=_("Order"),
                choices=[(name, order.label) for name, order in self.orders.items()],
                required=False,
            )
        self.order_fields(["division"])

    def narrow(self, rows: Q) -> Q:
        """Those that are chosen; each list adds its own conditions."""
        place = self.cleaned_data["division"]
        return self.within(rows, place) if place else rows

    def within(self, rows: Q, place: Division) -> Q:
        return rows.filter(inside([place], getattr(rows.model, "area_field", "division_id")))

    def find(self, rows: Q, searched: Mapping[str, Any]) -> Q:
        """Those of the households that `registry.listing.search` found."""
        found = self.households(searched)
        return rows.filter(**{f"{self.household}__in": found.values("pk")})

    def households(self, searched: Mapping[str, Any]) -> HouseholdQuerySet:
        if not isinstance(self.user, User):
            return Household.objects.none()
        seen = cast("HouseholdQuerySet", visible(Household, self.user))
        return listing.found(seen, searched, self.user)

    @property
    def order(self) -> Order:
        return self.orders[self.cleaned_data.get("sort", "")]

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen, to build the same form again: in a link, another form, or a job."""
        return {name: self.data.get(name, "") for name in self.fields if name not in POSITION}

    @property
    def query(self) -> str:
        return self._without("")

    @property
    def narrows(self) -> bool:
        return bool(self._narrowing())

    def parts(self) -> list[Part]:
        return [Part(self._words(name), self._without(name)) for name in self._narrowing()]

    def usual(self) -> list[str]:
        """What is said where nothing is chosen: the place, and a state that is the usual one."""
        chosen = self._narrowing()
        place = str(self.place or _("The households paired with you"))
        words = [] if "division" in chosen else [place]
        tab = [self.tabs] if self.chosen.get(self.tabs) else []
        return words + [self._words(name) for name in (*self.told, *tab) if name not in chosen]

    def said(self) -> str:
        """The filter in words."""
        return " · ".join([*self.usual(), *(part.words for part in self.parts())])

    def _narrowing(self) -> list[str]:
        apart = {"sort", self.tabs, "" if self.searched else "search"}
        return [name for name, value in self.chosen.items() if value and name not in apart]

    def _without(self, left_out: str) -> str:
        kept = {name: value for name, value in self.chosen.items() if value and name != left_out}
        return urlencode(kept)

    def _words(self, name: str) -> str:
        field, value = self.fields[name], self.cleaned_data[name]
        if name == "search":
            return _("Search “%(text)s”") % {"text": (self.searched or {}).get("said", "")}
        if isinstance(field, forms.ChoiceField) and not isinstance(value, Model):
            choices = cast("Any", field.choices)
            return next(str(label) for key, label in choices if str(key) == value)
        if isinstance(field, forms.BooleanField):
            return str(field.label)
        if isinstance(field, forms.DateField):
            return f"{field.label} {value}"
        return str(value)


class PeriodFilter(ListFilter[Q]):
    """Also narrowed to the days from one to another."""

    since = forms.DateField(label=pgettext_lazy("period", "From"), required=False, widget=DateInput)
    until = forms.DateField(label=pgettext_lazy("period", "To"), required=False, widget=DateInput)

    day: ClassVar[str]  # the date of a row

    def narrow(self, rows: Q) -> Q:
        ends = {f"{self.day}__gte": self.cleaned_data["since"]}
        ends[f"{self.day}__lte"] = self.cleaned_data["until"]
        return super().narrow(rows).filter(**{name: day for name, day in ends.items() if day})


class HouseholdFilter(ListFilter[HouseholdQuerySet]):
    """Of households themselves, by village and code."""

    orders: ClassVar = {"": Order("", ("division_id", "code"))}
    household = "pk"

    def within(self, rows: HouseholdQuerySet, place: Division) -> HouseholdQuerySet:
        return rows.within([place])


def any_of(label: Any, options: Any, empty: Any = None) -> forms.ChoiceField:
    """A filter; empty is everything."""
    choices = [("", empty or pgettext_lazy("flags", "All")), *options]
    return forms.ChoiceField(label=label, required=False, choices=choices)
