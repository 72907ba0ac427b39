"""Whom an offer fits, the most urgent first, and why. Pure: reading.py reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from assistance.schemes.employment.models import Offer
from monitoring.registry.choices import Labour
from monitoring.registry.models import Member


@dataclass(frozen=True)
class Match:
    member: Member
    age: int
    reasons: tuple[str, ...]
    urgent: bool  # of a relocated household without a job

    @property
    def reason(self) -> str:
        return "；".join(self.reasons)


def match(
    offer: Offer, people: Iterable[Member], day: date, *, without_job: frozenset[int]
) -> list[Match]:
    """Of `people` who do not work; `without_job`: relocated households where nobody does."""
    found = [each for member in people if (each := fit(offer, member, day, without_job))]
    return sorted(found, key=lambda each: (not each.urgent, _rank(offer, each), each.age))


def fit(offer: Offer, member: Member, day: date, without_job: frozenset[int]) -> Match | None:
    age = member.age(day)
    if age is None or not offer.age_from <= age <= offer.age_to:
        return None
    if offer.skilled and member.labour != Labour.SKILLED:
        return None
    if member.labour == Labour.WEAK and not offer.light:
        return None
    urgent = member.household_id in without_job
    return Match(member, age, tuple(_reasons(offer, member, age, urgent=urgent)), urgent)


def _reasons(offer: Offer, member: Member, age: int, *, urgent: bool) -> Iterable[str]:
    if urgent:
        yield _("nobody of this relocated household works")
    yield _("%(age)s years old, %(labour)s, not at work") % {
        "age": age, "labour": member.get_labour_display(),
    }  # fmt: skip
    if member.labour == Labour.WEAK:
        yield _("can be done with half of one's strength")
    yield _("%(area)s, %(wage)s yuan a month") % {
        "area": offer.get_area_display(), "wage": f"{offer.wage:.0f}",
    }  # fmt: skip


def _rank(offer: Offer, found: Match) -> int:
    """Light work first to those who can do no other, skilled work to those with a skill."""
    is_weak = found.member.labour == Labour.WEAK
    return 0 if is_weak == offer.light else 1
