"""What a change of parameters or criteria would do, before anybody releases it.

Each household is judged as today and as tried from the same row of the wide table, so that the
difference is the change alone. Nothing is written.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone
from psycopg2.sql import SQL, Composable, Composed, Identifier, Literal

from accounts.models import Division
from monitoring.criteria.compiler import compile_condition
from monitoring.criteria.difference import Judged, Simulation
from monitoring.criteria.grammar import parse
from monitoring.criteria.models import Criterion
from monitoring.criteria.nodes import parameters_of
from monitoring.criteria.reach import reached
from monitoring.criteria.rules import Rules, rules_in_force
from monitoring.indicators import wide

Conditions = Mapping[str, object | None]  # by code of criterion; None removes it
Where = Mapping[str, Composable]

# How it stands today, village by village.
TODAY = """
    SELECT i.division_id, count(*), count(*) FILTER (WHERE {any})
    FROM {source} i WHERE {scope} GROUP BY 1
"""
# What differs as tried, and only there every verdict; households alike become one row. (As text,
# verdicts are read and recognised several times faster.)
CHANGED = """
    SELECT division_id, verdicts::text, households, example
    FROM (
        SELECT i.division_id, ARRAY[{verdicts}] AS verdicts, count(*) AS households,
            min(i.household_id) AS example
        FROM {source} i WHERE {scope} AND ({reached}) AND ({differs}) GROUP BY 1, 2
    ) alike
"""


class Pair(NamedTuple):
    """A criterion the change touches: as it is, and as it is tried. FALSE where there is none."""

    code: str
    visits: bool
    today: Composable
    tried: Composable


@transaction.atomic
def simulate(
    *,
    parameters: Mapping[str, Decimal] | None = None,
    conditions: Conditions | None = None,
    division: Division | None = None,
    as_of: date | None = None,
) -> Simulation:
    """Judge everyone in the division (all, without one) with these values and conditions instead
    of those in force on the day; today where none is given.
    """
    started = time.monotonic()
    day = as_of or timezone.localdate()
    result = Simulation(dict(parameters or {}), division, day)
    with connection.cursor() as cursor:
        source = _indicators(cursor, day, division)
        for rules in rules_in_force(day, division):
            attempt = _Attempt(rules, result.parameters, conditions or {})
            result.touched |= {pair.code: None for pair in attempt.touched}
            where = {"source": source, "scope": _scope(rules, division)}
            for village in attempt.today(cursor, where):
                result.add_today(*village)
            for change in attempt.changed(cursor, where):
                result.add_change(*change)
    result.seconds = round(time.monotonic() - started, 3)
    return result


def _indicators(cursor: CursorWrapper, day: date, division: Division | None) -> Composed:
    if day == timezone.localdate():
        return wide.source()
    return wide.compute(cursor, as_of=day, division=division)


@dataclass(frozen=True)
class _Attempt:
    """The rules of a group of counties, and what is tried in their place."""

    rules: Rules
    parameters: Mapping[str, Decimal]
    conditions: Conditions

    @property
    def touched(self) -> list[Pair]:
        changed = [self._pair(each) for each in self.rules.criteria if self._touches(each)]
        known = {criterion.code for criterion in self.rules.criteria}
        added = [
            Pair(code, True, SQL("FALSE"), self._tried(tree))
            for code, tree in self.conditions.items()
            if code not in known and tree is not None
        ]
        return changed + added

    def today(self, cursor: CursorWrapper, where: Where) -> Iterator[tuple[str, int, int]]:
        """Village, households, how many of them are flagged."""
        conditions = [self._today(each) for each in self.rules.criteria]
        cursor.execute(SQL(TODAY).format(any=_any(conditions), **where))
        yield from cursor.fetchall()

    def changed(
        self, cursor: CursorWrapper, where: Where
    ) -> Iterator[tuple[Judged, str, int, int]]:
        """What it means, for how many households of which village, and one of them."""
        touched = self.touched
        same = [each for each in self.rules.criteria if not self._touches(each)]
        visiting = [each for each in same if each.effect != Criterion.Effect.LIST]
        verdicts = [_any([self._today(each) for each in some]) for some in (same, visiting)]
        for pair in touched:
            verdicts += [pair.today, pair.tried]
        statement = SQL(CHANGED).format(
            verdicts=SQL(", ").join(SQL("({}) IS TRUE").format(verdict) for verdict in verdicts),
            reached=self._reached(),
            differs=_any([_differ(pair) for pair in touched]),
            **where,
        )
        cursor.execute(statement)
        alike: dict[str, Judged] = {}
        for place, found, households, example in cursor.fetchall():
            if found not in alike:
                alike[found] = _judged(touched, [each == "t" for each in found[1:-1].split(",")])
            yield alike[found], place, households, example

    def _touches(self, criterion: Criterion) -> bool:
        if criterion.code in self.conditions:
            return bool(self.conditions[criterion.code] != criterion.condition)
        named = parameters_of(parse(criterion.condition)) & set(self.parameters)
        return any(self.parameters[code] != self.rules.values.get(code) for code in named)

    def _reached(self) -> Composable:
        if self.conditions:
            return SQL("TRUE")
        conditions = (parse(each.condition) for each in self.rules.criteria)
        return reached(conditions, self.rules.values, self._values)

    @cached_property
    def _values(self) -> dict[str, Decimal | None]:
        return {**self.rules.values, **self.parameters}

    def _pair(self, criterion: Criterion) -> Pair:
        tree = self.conditions.get(criterion.code, criterion.condition)
        visits = criterion.effect != Criterion.Effect.LIST
        return Pair(criterion.code, visits, self._today(criterion), self._tried(tree))

    def _today(self, criterion: Criterion) -> Composable:
        return compile_condition(criterion.condition, self.rules.values)

    def _tried(self, tree: object | None) -> Composable:
        if tree is None:
            return SQL("FALSE")
        return compile_condition(tree, self._values)


def _judged(touched: Sequence[Pair], verdicts: Sequence[bool]) -> Judged:
    """`verdicts`: any untouched criterion, any of them that means a visit, then the pairs."""
    flagged, visited = verdicts[:2]
    codes = [pair.code for pair in touched]
    visiting = {pair.code for pair in touched if pair.visits}
    today = {code for code, yes in zip(codes, verdicts[2::2], strict=True) if yes}
    tried = {code for code, yes in zip(codes, verdicts[3::2], strict=True) if yes}
    return Judged(
        today=flagged or bool(today),
        tried=flagged or bool(tried),
        visited=bool(tried & visiting) and not (visited or today & visiting),
        came=tuple(tried - today),
        gone=tuple(today - tried),
    )


def _any(conditions: Sequence[Composable]) -> Composable:
    return SQL(" OR ").join(conditions) if conditions else SQL("FALSE")


def _differ(pair: Pair) -> Composed:
    return SQL("({}) IS TRUE <> ({}) IS TRUE").format(pair.today, pair.tried)


def _scope(rules: Rules, division: Division | None) -> Composed:
    place = Identifier("i", "division_id")
    inside: Composable = SQL("TRUE")
    if division is not None:
        first, last = map(Literal, division.code_range)
        inside = SQL("{} BETWEEN {} AND {}").format(place, first, last)
    return SQL("i.members > 0 AND {} AND {}").format(inside, rules.where(place))
