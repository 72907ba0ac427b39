"""All that rows of a report are judged by, read in a few statements whatever their number."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from accounts.models import Division
from accounts.personal import keyed_hashes
from accounts.scope import inside
from assistance.awards.models import Award
from assistance.catalogue.models import Measure, Terms
from assistance.deliveries.models import Delivery
from assistance.funds.models import Fund
from monitoring.criteria.querysets import county_code
from monitoring.feeds.records.parsing import Parsed
from monitoring.registry.models import Member

Claim = tuple[int, int, int]  # measure, household, person (0: the household)


@dataclass(frozen=True)
class Known:
    people: Mapping[str, Member]  # by ID number
    measures: Mapping[str, Measure]  # by name and by code
    terms: Mapping[int, list[Terms]]  # by measure, those that hold first
    awards: Mapping[Claim, list[Award]]
    live: defaultdict[Claim, list[Delivery]]
    funds: Mapping[str, list[Fund]]  # by name, with its year or without
    free: dict[int, Decimal]  # by fund: what is left for the rows to come


def known_of(parsed: Collection[Parsed], area: Division) -> Known:
    people = _people({each.subject for each in parsed}, area)
    names = {each.data["measure"] for each in parsed}
    measures = [m for m in Measure.objects.of([area]) if {m.name, m.code} & names]
    claims = {
        "household__in": {person.household_id for person in people.values()},
        "measure__in": [measure.pk for measure in measures],
    }
    awards = Award.objects.filter(**claims).select_related("household", "member", "measure")
    live = Delivery.objects.live().filter(**claims).select_related("fund")
    funds = Fund.objects.filter(inside([area], "county_id"))
    return Known(
        people=people,
        measures={word: measure for measure in measures for word in (measure.name, measure.code)},
        terms=_grouped(_terms(measures), lambda terms: terms.measure_id),
        awards=_grouped(awards, _claim),
        live=_grouped(live, _claim),
        funds=_grouped(funds, str) | _grouped(funds, lambda fund: fund.name),
        free={fund.pk: fund.free for fund in funds},
    )


def terms_of(known: Known, measure: Measure, division: str, day: date) -> Terms | None:
    """As TermsQuerySet.in_force: of its place before the common ones, the newest that began."""
    places = (None, county_code(division))
    for terms in known.terms.get(measure.pk, ()):
        if terms.valid_from <= day and terms.county_id in places:
            return terms if terms.valid_to is None or terms.valid_to >= day else None
    return None


def _people(numbers: Collection[str], area: Division) -> dict[str, Member]:
    number_of = dict(zip(keyed_hashes(numbers), numbers, strict=True))
    found = Member.objects.filter(
        inside([area], "household__division_id"), id_number_hash__in=number_of, status="active",
        household__status="active",
    )  # fmt: skip
    return {number_of[bytes(each.id_number_hash or b"")]: each for each in found}


def _terms(measures: Collection[Measure]) -> list[Terms]:
    released = Terms.objects.filter(measure__in=measures, state="released")
    return sorted(
        released, key=lambda each: (each.county_id is None, -each.valid_from.toordinal(), -each.pk)
    )


def _claim(row: Award | Delivery) -> Claim:
    return row.measure_id, row.household_id, row.person


def _grouped(rows: Iterable[Any], key: Callable[[Any], Any]) -> defaultdict[Any, list[Any]]:
    groups: defaultdict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups
