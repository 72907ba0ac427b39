"""What the medical department told of a person and year, by its records of costs."""

from dataclasses import dataclass
from decimal import Decimal

from assistance.schemes.medical.parameters import Category
from monitoring.feeds.records.models import Record
from monitoring.registry.models import Member
from monitoring.registry.quantities import ZERO


@dataclass(frozen=True)
class Told:
    months: int
    total: Decimal
    own: Decimal


def told_of(member: Member, year: int) -> Told | None:
    """None where no record tells of that year."""
    rows = Record.objects.current().of_feed("medical-costs")
    said = list(rows.filter(member=member, starts__year=year).values_list("data", flat=True))
    if not said:
        return None
    return Told(
        len(said),
        total=sum((Decimal(each.get("total", "0")) for each in said), ZERO),
        own=sum((Decimal(each["own_burden"]) for each in said), ZERO),
    )


def category_of(member: Member) -> Category:
    if member.extreme_poverty_support:
        return Category.EXTREME
    if member.low_income_allowance:
        return Category.LOW_INCOME
    return Category.WATCHED if member.household.is_monitored else Category.OTHER
