"""Questions asked of households and what belongs to them, chainable."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Division
from accounts.personal import keyed_hash
from accounts.scope import inside
from monitoring.registry import choices

if TYPE_CHECKING:
    from monitoring.registry.models import (  # noqa: F401  # named in strings
        Change,
        Household,
        Member,
        Pairing,
    )

ID_NUMBER = re.compile(r"\d{17}[\dX](\d\d|\d{4})?")
MOST_NAMESAKES = 2000
ABOVE_COUNTY = (Division.Level.PROVINCE, Division.Level.CITY)
RISKS = ("risk1", "risk2", "risk3", "risk4", "risk5")


def cleaned(text: str) -> str:
    """What a person typed into a search: half-width, without spaces, a check digit as X."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper()


def is_number(text: str) -> bool:
    """Whether a cleaned search is for a code, ID number or phone, and not for a name."""
    return any(character.isdigit() for character in text)


class Monitoring(models.TextChoices):
    NOW = "now", _("Monitored, risk not eliminated")
    BEFORE = "before", _("Monitored, risk eliminated")
    NEVER = "never", _("Not monitored")


# Monitored objects whose risk is not yet eliminated.
MONITORED = Q(monitored_type__isnull=False) & ~Q(risk_eliminated=True)


def watched(household: str = "") -> Q:
    """Ex-poor, monitored, or monitored before; `household` is the way to it, as "household__"."""
    ex_poor = Q(**{f"{household}household_type": choices.HouseholdType.EX_POOR})
    return ex_poor | Q(**{f"{household}monitored_type__isnull": False})


class HouseholdQuerySet(models.QuerySet["Household"]):
    def status(self, status: str) -> "HouseholdQuerySet":
        return self.filter(status=status)

    def within(self, divisions: Iterable[Division]) -> "HouseholdQuerySet":
        return self.filter(inside(divisions))

    def in_counties_of(self, places: Sequence[Division]) -> "HouseholdQuerySet":
        """The same rows, said by the column that the index of names begins with."""
        return self.filter(county__in=_counties(places))

    def monitoring(self, state: str) -> "HouseholdQuerySet":
        """By `Monitoring`: monitored now, before, or never."""
        return {
            Monitoring.NOW: self.monitored,
            Monitoring.BEFORE: self.eliminated,
            Monitoring.NEVER: self.unmonitored,
        }[Monitoring(state)]()

    def monitored(self) -> "HouseholdQuerySet":
        return self.filter(MONITORED)

    def eliminated(self) -> "HouseholdQuerySet":
        return self.filter(monitored_type__isnull=False, risk_eliminated=True)

    def unmonitored(self) -> "HouseholdQuerySet":
        return self.filter(monitored_type__isnull=True)

    def ex_poor(self) -> "HouseholdQuerySet":
        return self.filter(household_type=choices.HouseholdType.EX_POOR)

    def watched(self) -> "HouseholdQuerySet":
        """Ex-poor, monitored, or monitored before."""
        return self.filter(watched())

    def without_contact(self) -> "HouseholdQuerySet":
        """Neither a contact person nor a helper of today."""
        pairings: Any = self.model._meta.get_field("pairings").related_model._default_manager
        paired = pairings.current().filter(household=OuterRef("pk"))
        return self.filter(~Exists(paired), contact_name="")

    def with_risk(self, risk: str) -> "HouseholdQuerySet":
        """Monitored objects, of now or before, with this among their risks."""
        wanted = Q()
        for field in RISKS:
            wanted |= Q(**{field: risk})
        return self.filter(wanted, monitored_type__isnull=False)

    def flagged(self, **conditions: Any) -> "HouseholdQuerySet":
        """With an open flag; `criterion` and `severity` narrow it to such flags."""
        # The slice above owns flags; the relation leads to them.
        flags = self.model._meta.get_field("flags").related_model._default_manager
        open_flags = flags.filter(household=OuterRef("pk"), cleared_on=None, **conditions)
        return self.filter(Exists(open_flags))

    def search(self, text: str, places: Sequence[Division]) -> "HouseholdQuerySet":
        """By code, ID number or phone, exactly; else by the beginning of a name in `places`."""
        wanted = cleaned(text)
        if is_number(wanted):
            return self.with_number(wanted)
        return self.with_name(wanted, places)

    def with_number(self, number: str) -> "HouseholdQuerySet":
        """Exact: each look-up has an index of its own, so they are joined by UNION, not OR."""
        members = self._members()
        found = [
            self.model._default_manager.filter(code=number).values("pk"),
            self.model._default_manager.filter(phone=number).values("pk"),
            members.filter(phone=number).values("household_id"),
        ]
        if ID_NUMBER.fullmatch(number):
            person = keyed_hash(number[:18])
            found.append(members.filter(id_number_hash=person).values("household_id"))
        return self.filter(pk__in=found[0].union(*found[1:]))

    def with_name(self, beginning: str, places: Sequence[Division]) -> "HouseholdQuerySet":
        """A head's or any member's name, also of those who left; of a surname the first 2,000."""
        where = Q(county__in=_counties(places)) & inside(places)
        heads = self.model._default_manager.filter(where, head_name__startswith=beginning)
        members = self._members().filter(where, name__startswith=beginning)
        found = heads.values("pk")[:MOST_NAMESAKES]
        return self.filter(pk__in=found.union(members.values("household_id")[:MOST_NAMESAKES]))

    def with_open_flags(self) -> "HouseholdQuerySet":
        """Each household with its `open_flags`, for the badges of a list."""
        flags = self.model._meta.get_field("flags").related_model._default_manager
        wanted = flags.filter(cleared_on=None).order_by("criterion")
        return self.prefetch_related(models.Prefetch("flags", wanted, to_attr="open_flags"))

    def _members(self) -> "models.Manager[Any]":
        return self.model._meta.get_field("members").related_model._default_manager


def _counties(places: Sequence[Division]) -> set[str]:
    """The counties of places and in them: the leading column of the indexes of names."""
    high = [place for place in places if place.level in ABOVE_COUNTY]
    below = (
        Division.objects.filter(inside(high, "code"), level=Division.Level.COUNTY) if high else ()
    )
    return {place.code[:6] for place in (*places, *below) if place not in high}


class MemberQuerySet(models.QuerySet["Member"]):
    def active(self) -> "MemberQuerySet":
        """Who lives in the household today; the others are its history."""
        return self.filter(status="active")

    def of_watched(self) -> "MemberQuerySet":
        """Who lives today in a household that is there, and ex-poor, monitored, or was before."""
        return self.active().filter(watched("household__"), household__status="active")

    def heads(self) -> "MemberQuerySet":
        return self.filter(relation=choices.Relation.HEAD)

    def head_first(self) -> "MemberQuerySet":
        """The householder, then those who live there by age, then those who left."""
        return self.order_by(
            models.Case(models.When(status="active", then=0), default=1),
            models.Case(models.When(relation=choices.Relation.HEAD, then=0), default=1),
            "birth_date",
            "pk",
        )


class ChangeQuerySet(models.QuerySet["Change"]):
    def of(self, household: "Household") -> "ChangeQuerySet":
        """The history of one household as a person reads it: once per value, without ciphers."""
        kept_twice = Q(entity="member", field="division_id")
        unreadable = Q(field__endswith="_cipher") | Q(field__endswith="_hash")
        told = self.filter(household_id=household.pk).exclude(kept_twice | unreadable)
        return told.select_related("source__by", "source__batch")


class PairingQuerySet(models.QuerySet["Pairing"]):
    def current(self) -> "PairingQuerySet":
        """Pairings in force today."""
        today = timezone.localdate()
        return self.filter(starts__lte=today).filter(Q(ends=None) | Q(ends__gt=today))
