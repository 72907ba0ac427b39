"""What stands against a delivery, asked of each alike: by hand, in a workbook, by a program."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from assistance.catalogue.models import Terms
from assistance.deliveries.models import PERIOD, Delivery
from monitoring.registry.months import last_day, ordinal

Rhythm = Terms.Rhythm
MONTHS: dict[str, int] = {
    Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.YEARLY: 12, Rhythm.TERM: 6,
    Rhythm.SCHOOL_YEAR: 12,
}  # fmt: skip
# A school year runs from September to August and is halved at the end of February, for everybody
# alike: of other days a term could be paid twice.
BEGINS: dict[str, tuple[int, ...]] = {Rhythm.TERM: (3, 9), Rhythm.SCHOOL_YEAR: (9,)}
YEARS_AHEAD = 10  # the longest that anything is given for at once
# What makes two deliveries of one entitlement the same one, told twice.
SAME = (
    "kind", "starts_on", "ends_on", "paid_on", "amount", "quantity", "unit", "fund_id", "giver",
)  # fmt: skip
Faults = dict[str, str]  # sentence by field


def faults(given: Delivery, terms: Terms | None) -> Faults:
    """`terms`: those in force on its first day where it is given."""
    found = _days(given) or _of_terms(given, terms)
    if given.paid_on and given.paid_on > timezone.localdate():
        found["paid_on"] = _("This day is in the future.")
    if given.kind != Delivery.Kind.CASH and not (given.quantity and given.unit):
        found["quantity"] = _("Give the quantity and the unit.")
    if not given.amount and (given.kind == Delivery.Kind.CASH or given.fund):
        found["amount"] = _("Give an amount above zero.")
    if given.fund and given.fund.county_id[:6] != given.division_id[:6]:
        found["fund"] = _("Choose a fund of this county.")
    return found


def other_period(terms: Terms, starts_on: date, ends_on: date) -> str:
    """Why these days are no period in which the measure is paid; "" where they are one."""
    months = MONTHS.get(terms.rhythm)
    whole = starts_on.day == 1 and ends_on == last_day(ends_on)
    whole &= starts_on.month in BEGINS.get(terms.rhythm, range(1, 13))
    if months is None or (whole and ordinal(ends_on) - ordinal(starts_on) == months - 1):
        return ""
    said = _("This measure is paid “%(rhythm)s”: choose from the first day to the last one of it.")
    return said % {"rhythm": terms.get_rhythm_display()}


def is_same(given: Delivery, known: Delivery) -> bool:
    return known.state == given.state and all(
        getattr(given, name) == getattr(known, name) for name in SAME
    )


def overlaps(given: Delivery, known: Delivery) -> bool:
    return known.starts_on <= given.ends_on and known.ends_on >= given.starts_on


def _days(given: Delivery) -> Faults:
    award = given.award
    if given.ends_on < given.starts_on:
        return {"ends_on": str(PERIOD)}
    if given.ends_on.year > timezone.localdate().year + YEARS_AHEAD:
        return {"ends_on": _("This day is too far in the future. Check the year.")}
    ended = award.ends_on is not None and award.ends_on < given.starts_on
    if award.starts_on > given.ends_on or ended:
        return {"starts_on": _("The measure is not given in these days.")}
    return {}


def _of_terms(given: Delivery, terms: Terms | None) -> Faults:
    if terms is None:
        return {"starts_on": _("On that day no terms of this measure are in force.")}
    if given.kind != Delivery.Kind.CASH:
        return {}
    if terms.amount_rule == Terms.AmountRule.NONE:
        return {"kind": _("On that day no terms of this measure provide for money.")}
    if other := other_period(terms, given.starts_on, given.ends_on):
        return {"ends_on": other}
    if terms.amount is not None and given.amount > terms.amount:
        return {"amount": _("The terms allow %(most)s yuan at most.") % {"most": terms.amount}}
    return {}
