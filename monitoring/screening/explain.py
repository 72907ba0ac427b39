"""Why a household is flagged, and what is one fact short of being judged: in sentences.

The page, `manage.py explain` and the API say what `explain` says.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from monitoring.criteria import packs
from monitoring.criteria.models import Criterion
from monitoring.criteria.packs import ParameterInForce
from monitoring.criteria.rules import Rules, rules_of
from monitoring.criteria.sentences import Clause, Verdict, change, clauses
from monitoring.indicators import wide
from monitoring.indicators.catalogue import INDICATORS, Kind
from monitoring.indicators.facts import Fact, facts
from monitoring.registry.models import Household
from monitoring.screening.models import Flag

Effect = Criterion.Effect
Values = Mapping[str, Any]  # columns of the wide table


@dataclass(frozen=True)
class Ground:
    """A clause with the registry facts it rests on."""

    clause: Clause
    facts: tuple[Fact, ...]

    @cached_property
    def told(self) -> Clause:
        """Whose amounts and document are told: of a group, the met part nearest to its limit."""
        return _nearest(_met(self.clause)) or self.clause


@dataclass(frozen=True)
class ExplainedFlag:
    flag: Flag
    criterion: Criterion
    grounds: tuple[Ground, ...]
    values: Values
    parameters: Mapping[str, ParameterInForce]

    @property
    def change(self) -> str:
        """The smallest change that clears it."""
        return change(self.criterion.condition, self.values, self.parameters)

    @property
    def sentence(self) -> str:
        return _("; ").join(ground.clause.sentence for ground in self.grounds)

    @property
    def document(self) -> str:
        return self.criterion.document or self.criterion.version.document

    @property
    def gap_sentence(self) -> str:
        """How far from the line, of the clause nearest to it."""
        return self._nearest.gap_sentence if self._nearest else ""

    @property
    def percent(self) -> float | None:
        """The value as a share of the line, for a bar."""
        nearest = self._nearest
        if nearest is None or not nearest.limit or isinstance(nearest.value, bool):
            return None
        share = (nearest.value or Decimal(0)) * 100 / nearest.limit
        return float(max(Decimal(0), min(Decimal(100), share)))

    @cached_property
    def _nearest(self) -> Clause | None:
        return _nearest(ground.told for ground in self.grounds)


def _met(clause: Clause) -> list[Clause]:
    """The clause itself, or of a group every part that is met."""
    if not clause.parts:
        return [clause] if clause.verdict == Verdict.YES else []
    return [leaf for part in clause.parts for leaf in _met(part)]


def _nearest(candidates: Iterable[Clause]) -> Clause | None:
    """What falls short of a limit before what exceeds one: that is what people ask about."""
    distant = [clause for clause in candidates if clause.gap_sentence]
    return min(distant, key=_short_first, default=None)


def _short_first(clause: Clause) -> tuple[bool, Decimal]:
    short = clause.value is not None and clause.limit is not None and clause.value < clause.limit
    return not short, clause.gap or Decimal(0)


@dataclass(frozen=True)
class NearGap:
    """A criterion that one more fact would decide (差一项可判断)."""

    criterion: Criterion
    known: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    household: Household
    as_of: date
    flags: tuple[ExplainedFlag, ...]
    near_gaps: tuple[NearGap, ...]
    nobody_left: bool  # no active member: not judged, a data gap of its own


def explain(household: Household, effects: Collection[str] = Effect.values) -> Explanation:
    """The open flags of the household and what is nearly judged, of criteria with these effects."""
    today = timezone.localdate()
    known = wide.known([household.pk]).get(household.pk)
    found = facts_by_code(household)
    flags = household.flags.open().filter(effect__in=effects).most_urgent_first()
    return Explanation(
        household=household,
        as_of=today,
        flags=tuple(explain_flags(flags, found)),
        near_gaps=tuple(_near_gaps(known, effects)),
        nobody_left=known is not None and not known["members"],
    )


def facts_by_code(household: Household) -> dict[str, Fact]:
    return {fact.code: fact for fact in facts(household)}


def explain_flags(
    flags: Iterable[Flag], found: Mapping[str, Fact] | None = None
) -> list[ExplainedFlag]:
    """What the values kept with each flag say; `found` are facts of their household by code."""
    flags = list(flags)
    criteria = _criteria_of(flags)
    parameters = _ParametersByDay()
    return [
        _explain(flag, criteria[flag.version_id, flag.criterion], parameters.of(flag), found or {})
        for flag in flags
    ]


def _explain(
    flag: Flag,
    criterion: Criterion,
    parameters: Mapping[str, ParameterInForce],
    found: Mapping[str, Fact],
) -> ExplainedFlag:
    values = values_of(flag)
    said = clauses(criterion.condition, values, parameters)
    return ExplainedFlag(
        flag=flag,
        criterion=criterion,
        grounds=tuple(Ground(clause, _facts_of(clause, found)) for clause in said),
        values=values,
        parameters=parameters,
    )


def _criteria_of(flags: Sequence[Flag]) -> dict[tuple[int, str], Criterion]:
    """Each flag's criterion as it was in the version that judged it, in one query."""
    rows = Criterion.objects.filter(
        version__in={flag.version_id for flag in flags}, code__in={flag.criterion for flag in flags}
    )
    return {(row.version_id, row.code): row for row in rows.select_related("version")}


class _ParametersByDay:
    """Parameter values by day and county, read once each; most counties share the common ones."""

    def __init__(self) -> None:
        self._overriding: dict[date, list[str]] = {}
        self._known: dict[tuple[date, str], Mapping[str, ParameterInForce]] = {}

    def of(self, flag: Flag) -> Mapping[str, ParameterInForce]:
        day = timezone.localdate() if flag.cleared_on is None else flag.last_seen
        if day not in self._overriding:
            self._overriding[day] = packs.overriding_counties(day)
        county = next((code for code in self._overriding[day] if code[:6] == flag.county), "")
        if (day, county) not in self._known:
            self._known[day, county] = packs.parameters_in_force(day, county or None)
        return self._known[day, county]


def values_of(flag: Flag) -> Values:
    """The columns a flag rests on, amounts exact."""
    return {
        column: Decimal(value) if INDICATORS[column].kind == Kind.MONEY else value
        for column, value in flag.values.items()
    }


def near_gaps(known: Values, rules: Rules, codes: Collection[str]) -> list[NearGap]:
    """Of the criteria with these codes, those missing although a clause is yes and none is no."""
    asked = (criterion for criterion in rules.criteria if criterion.code in codes)
    found = (_near_gap(criterion, known, rules.parameters) for criterion in asked)
    return [gap for gap in found if gap]


def _near_gaps(known: Values | None, effects: Collection[str]) -> list[NearGap]:
    if known is None or not known["members"]:
        return []
    rules = rules_of(timezone.localdate(), known["division_id"])
    codes = {criterion.code for criterion in rules.criteria if criterion.effect in effects}
    return near_gaps(known, rules, codes)


def _near_gap(
    criterion: Criterion, values: Values, parameters: Mapping[str, ParameterInForce]
) -> NearGap | None:
    said = clauses(criterion.condition, values, parameters)
    known = tuple(clause.sentence for clause in said if clause.verdict == Verdict.YES)
    missing = tuple(clause.sentence for clause in said if clause.verdict == Verdict.MISSING)
    if not known or not missing or len(known) + len(missing) < len(said):
        return None
    return NearGap(criterion, known, missing)


def _facts_of(clause: Clause, found: Mapping[str, Fact]) -> tuple[Fact, ...]:
    return tuple(found[code] for code in clause.indicators if code in found)
