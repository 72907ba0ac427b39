"""Which measures fit a household, the best first, and why. Pure: suggested.py reads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from assistance.catalogue.models import Category, Measure
from assistance.plans.needs import (
    ANYONE,
    BY_CATEGORY,
    BY_MEASURE,
    CALLS_FOR,
    NEVER_SUGGESTED,
    Person,
)

LEADING = 3  # of the kind that comes first, before those that a risk calls for

Given = tuple[int, int | None]  # a measure and the member it is given to


@dataclass(frozen=True)
class Situation:
    """What is known of a household today."""

    risks: Sequence[str] = ()
    has_labour: bool = False
    people: Sequence[Person] = ()
    received: frozenset[Given] = frozenset()
    excluded: frozenset[int] = frozenset()  # measures that what is received excludes
    unentitled: frozenset[int] = frozenset()  # whose conditions the household does not meet
    entitled: Mapping[int, str] = field(default_factory=dict)  # whose it meets, in words


@dataclass(frozen=True)
class Suggestion:
    measure: Measure
    person: Person | None
    reason: str


def suggest(of: Situation, measures: Iterable[Measure]) -> list[Suggestion]:
    """With labour, development measures lead; without it, the safety net; then risk by risk."""
    fitting = [found for each in measures if (found := _fit(of, each))]
    fitting.sort(key=lambda found: _rank(of, found.measure))
    leading = _leading(of, [found for found in fitting if leads(of, found.measure)])
    others = [
        found
        for found in fitting
        if found not in leading and _called_for(of, found.measure) is not None
    ]
    return [*leading, *others]


def leads(of: Situation, measure: Measure) -> bool:
    if of.has_labour:
        return measure.is_development
    return measure.category == Category.SAFETY_NET


def _leading(of: Situation, candidates: list[Suggestion]) -> list[Suggestion]:
    """One of each kind of development, so that there is a choice."""
    if of.has_labour:
        best: dict[str, Suggestion] = {}
        for each in candidates:
            best.setdefault(each.measure.category, each)
        candidates = list(best.values())
    return candidates[:LEADING]


def _fit(of: Situation, measure: Measure) -> Suggestion | None:
    """None where it is received, excluded, not due, or for nobody here."""
    barred = measure.pk in of.excluded or measure.pk in of.unentitled
    if barred or measure.code in NEVER_SUGGESTED or (measure.is_development and not of.has_labour):
        return None
    if measure.per == Measure.Per.HOUSEHOLD:
        received = (measure.pk, None) in of.received
        return None if received else Suggestion(measure, None, _reason(of, measure))
    whom = BY_MEASURE.get(measure.code) or BY_CATEGORY.get(measure.category, ANYONE)
    for person in of.people:
        if whom.fits(person) and (measure.pk, person.pk) not in of.received:
            who = _("%(name)s %(why)s.") % {"name": person.name, "why": whom.why}
            return Suggestion(measure, person, " ".join((_reason(of, measure), who)))
    return None


def _rank(of: Situation, measure: Measure) -> tuple[bool, tuple[int, int], bool, int]:
    """Within a category what develops comes first, then the order of the catalogue."""
    called = _called_for(of, measure)
    return called is None, called or (0, 0), not measure.is_development, measure.pk


def _called_for(of: Situation, measure: Measure) -> tuple[int, int] | None:
    """By the how-manieth risk, and how near to it."""
    for place, risk in enumerate(of.risks):
        categories = CALLS_FOR.get(risk, ())
        if measure.category in categories:
            return place, categories.index(measure.category)
    return None


def _reason(of: Situation, measure: Measure) -> str:
    said = []
    if called := _called_for(of, measure):
        words = {"risk": of.risks[called[0]], "category": measure.get_category_display()}
        said.append(_("“%(risk)s” calls for %(category)s.") % words)
    if leads(of, measure):
        said.append(
            _("Somebody here can work: help to earn comes first.")
            if of.has_labour
            else _("Nobody here can work: the safety net comes first.")
        )
    if met := of.entitled.get(measure.pk):
        said.append(_("It meets the conditions: %(conditions)s.") % {"conditions": met})
    return " ".join(said)
