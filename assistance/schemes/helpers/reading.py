"""Helpers (帮扶责任人) with what is on them. Who is paired with whom is the registry's: Pairing."""

from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import Division, User
from accounts.scope import inside, visible
from assistance.schemes.helpers.limits import HOUSEHOLDS
from assistance.schemes.helpers.models import Giver
from assistance.schemes.helpers.querysets import GiverQuerySet
from assistance.schemes.limits.reading import value_or_none
from monitoring.registry.models import Household, Pairing
from monitoring.registry.querysets import HouseholdQuerySet, PairingQuerySet


@dataclass(frozen=True)
class Load:
    """What is on a helper in a place."""

    helper: User
    households: int
    owed: int  # visits that are due by now
    late: int
    most: Decimal | None  # households, where somebody entered it

    @property
    def is_too_much(self) -> bool:
        return self.most is not None and self.households > self.most


def loads(place: Division) -> list[Load]:
    """Of whoever is paired with a household there, the most loaded first; three queries."""
    pairings = of_place(place)
    households = dict(pairings.values_list("user").annotate(n=Count("household", distinct=True)))
    owed = _visits(pairings)
    most = value_or_none(HOUSEHOLDS, timezone.localdate(), place.code)
    helpers = User.objects.in_bulk(list(households))
    found = [
        Load(helpers[pk], count, *owed.get(pk, (0, 0)), most) for pk, count in households.items()
    ]
    return sorted(found, key=lambda each: (-each.households, each.helper.full_name, each.helper.pk))


def of_place(place: Division) -> PairingQuerySet:
    """Pairings in force with households that are there."""
    here = inside([place], "household__division_id")
    return Pairing.objects.current().filter(here, household__status=Household.Status.ACTIVE)


def households_of(helper: User, place: Division) -> HouseholdQuerySet:
    paired = of_place(place).filter(user=helper).values("household")
    return Household.objects.filter(pk__in=paired).order_by("division_id", "code")


def givers_seen_by(user: User) -> GiverQuerySet:
    return cast("GiverQuerySet", visible(Giver, user))


def _visits(pairings: PairingQuerySet) -> dict[int, tuple[int, int]]:
    """By helper, the visits that are due by now, and how many of them are late."""
    today = timezone.localdate()
    open_now = Q(household__visits_due__visit=None, household__visits_due__starts__lte=today)
    late = open_now & Q(household__visits_due__due_on__lt=today)
    counted = pairings.values_list("user").annotate(
        owed=Count("household__visits_due", filter=open_now, distinct=True),
        late=Count("household__visits_due", filter=late, distinct=True),
    )
    return {pk: (owed, behind) for pk, owed, behind in counted}
