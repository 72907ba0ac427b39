"""What a visit changed for the household: criteria met before and now, distance to the line."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from monitoring.cases.visits.models import Visit
from monitoring.criteria.packs import parameters_in_force
from monitoring.indicators.models import HouseholdIndicators
from monitoring.registry.models import Household
from monitoring.screening.forms import criterion_names
from monitoring.screening.seen import effects_seen_by

LINE = "monitoring_line"


@dataclass(frozen=True)
class Effect:
    cleared: list[str]  # names of criteria
    new: list[str]
    stayed: list[str]
    distance_before: Decimal | None
    distance_now: Decimal | None


def line_at(place: str) -> Decimal | None:
    """The income line in force at a division today, yuan per person."""
    known = parameters_in_force(timezone.localdate(), place).get(LINE)
    return known.value if known else None


def open_criteria(household: Household) -> list[str]:
    return list(household.flags.open().order_by("criterion").values_list("criterion", flat=True))


def distance(household: Household) -> Decimal | None:
    """Net income per person above (below: negative) the line, as last judged; None: not known."""
    known = HouseholdIndicators.objects.filter(pk=household.pk).first()
    line = line_at(household.division_id)
    if known is None or line is None:
        return None
    income, people = known.net_income, known.people  # type: ignore[attr-defined]  # columns by declaration
    return None if income is None or not people else income / people - line


def effect_of(visit: Visit, user: User) -> Effect:
    """Before the visit and as it is now; lists for departments only for who sees them."""
    seen = visit.household.flags.open().filter(effect__in=effects_seen_by(user))
    now = set(seen.values_list("criterion", flat=True))
    hidden = set(open_criteria(visit.household)) - now
    before = set(visit.flags_before) - hidden
    names = criterion_names()

    def named(codes: set[str]) -> list[str]:
        return [name for code, name in names.items() if code in codes]

    return Effect(
        cleared=named(before - now),
        new=named(now - before),
        stayed=named(now & before),
        distance_before=visit.distance_before,
        distance_now=distance(visit.household),
    )
