"""What a change of parameters or criteria would do, before anybody releases it.

One scan of the wide table: each household is judged as today and as tried from the same row, so
that the difference is the change alone. Nothing is written.
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
from monitoring.indicators.refresh import compute

WIDE_TABLE = "monitoring_householdindicators"
ANOTHER_DAY = "indicators_of_another_day"

Conditions = Mapping[str, object | None]  # by code of criterion; None removes it

# Households alike in all that is counted become one row; most differ in nothing (NULL).
JUDGED = """
    SELECT i.division_id, ({any}) IS TRUE,
        CASE WHEN ({reached}) AND ({differs}) THEN ARRAY[{verdicts}] END,
        count(*), min(i.household_id)
    FROM {table} i
    WHERE i.members > 0 AND {place} AND {rules}
    GROUP BY 1, 2, 3
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
        table = _indicators(cursor, day, division)
        for rules in rules_in_force(day, division):
            attempt = _Attempt(rules, result.parameters, conditions or {})
            result.touched |= {pair.code: None for pair in attempt.touched}
            for judged in attempt.judge(cursor, table, division):
                result.add(judged)
    result.seconds = round(time.monotonic() - started, 3)
    return result


def _indicators(cursor: CursorWrapper, day: date, division: Division | None) -> str:
    if day == timezone.localdate():
        return WIDE_TABLE
    compute(cursor, ANOTHER_DAY, as_of=day, division=division)
    return ANOTHER_DAY


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

    def judge(
        self, cursor: CursorWrapper, table: str, division: Division | None
    ) -> Iterator[Judged]:
        touched = self.touched
        same = [each for each in self.rules.criteria if not self._touches(each)]
        cursor.execute(self._statement(same, touched, table, division))
        for place, flagged, verdicts, households, example in cursor.fetchall():
            if verdicts is None:
                yield Judged.unchanged(place, households, example, flagged=flagged)
            else:
                yield _changed(touched, place, households, example, verdicts)

    def _statement(
        self,
        same: Sequence[Criterion],
        touched: Sequence[Pair],
        table: str,
        division: Division | None,
    ) -> Composed:
        place = Identifier("i", "division_id")
        visiting = [each for each in same if each.effect != Criterion.Effect.LIST]
        today = [self._today(each) for each in same]
        verdicts = [_any(today), _any([self._today(each) for each in visiting])]
        for pair in touched:
            verdicts += [pair.today, pair.tried]
        return SQL(JUDGED).format(
            any=_any([*today, *(pair.today for pair in touched)]),
            reached=self._reached(),
            differs=_any([_differ(pair) for pair in touched]),
            verdicts=SQL(", ").join(SQL("({}) IS TRUE").format(verdict) for verdict in verdicts),
            table=Identifier(table),
            place=_inside(place, division),
            rules=self.rules.where(place),
        )

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


def _changed(
    touched: Sequence[Pair], place: str, households: int, example: int, verdicts: list[bool]
) -> Judged:
    """`verdicts`: any untouched criterion, any of them that means a visit, then the pairs."""
    flagged, visited = verdicts[:2]
    pairs = list(zip(touched, verdicts[2::2], verdicts[3::2], strict=True))
    return Judged(
        place=place,
        households=households,
        example=example,
        today=flagged or any(today for _, today, _ in pairs),
        tried=flagged or any(tried for _, _, tried in pairs),
        visit_today=visited or any(today for pair, today, _ in pairs if pair.visits),
        visit_tried=visited or any(tried for pair, _, tried in pairs if pair.visits),
        criteria={pair.code: (today, tried) for pair, today, tried in pairs},
    )


def _any(conditions: Sequence[Composable]) -> Composable:
    return SQL(" OR ").join(conditions) if conditions else SQL("FALSE")


def _differ(pair: Pair) -> Composed:
    return SQL("({}) IS TRUE <> ({}) IS TRUE").format(pair.today, pair.tried)


def _inside(place: Composable, division: Division | None) -> Composable:
    if division is None:
        return SQL("TRUE")
    first, last = map(Literal, division.code_range)
    return SQL("{} BETWEEN {} AND {}").format(place, first, last)
