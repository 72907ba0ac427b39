"""Criteria over the wide table, as SQL: who is flagged, which flags end, what cannot be judged.

Every function takes the rules of a group of counties and a scope, and runs one statement, whatever
the number of households. Conditions come compiled from criteria/compiler.py, all values bound.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TextIO

from django.db.backends.utils import CursorWrapper
from psycopg2.sql import SQL, Composable, Composed, Identifier, Literal

from accounts.models import Division
from monitoring.criteria.compiler import compile_condition, compile_gap
from monitoring.criteria.grammar import parse
from monitoring.criteria.models import Criterion
from monitoring.criteria.nodes import columns
from monitoring.criteria.rules import Rules
from monitoring.indicators import wide
from monitoring.indicators.catalogue import INDICATORS, Kind
from monitoring.registry.quantities import FEN


@dataclass(frozen=True)
class Scope:
    division: Division | None = None
    household_ids: Sequence[int] | None = None

    def of(self, alias: str, key: str, rules: Rules) -> Composed:
        """The condition on a table with a household key `key` and a `division_id`."""
        place = Identifier(alias, "division_id")
        parts: list[Composable] = []
        if self.household_ids is not None:
            ids = Literal(list(self.household_ids))
            parts.append(SQL("{} = ANY ({}::bigint[])").format(Identifier(alias, key), ids))
        if self.division is not None:
            parts.append(_between(place, *self.division.code_range))
        return SQL(" AND ").join([*parts, rules.where(place)])


@dataclass
class Outcome:
    """What judging found; of several groups of counties, the sum."""

    households: int = 0
    without_members: int = 0
    flagged: int = 0
    new: int = 0
    cleared: int = 0
    yes: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)

    @property
    def data_gaps(self) -> int:
        """Verdicts that are missing, and households without anybody to judge."""
        return self.missing.total() + self.without_members


# A household's row is expanded into its criteria only where one of them is yes, and what a flag
# says is computed only for those that are.
HITS = """
    hits AS MATERIALIZED (
        SELECT i.household_id, i.division_id, v.criterion, v.severity, v.effect,
            CASE v.criterion {values} END AS "values", CASE v.criterion {gaps} END AS gap
        FROM {source} i
        CROSS JOIN LATERAL (VALUES {verdicts}) v (criterion, severity, effect, verdict)
        WHERE {scope} AND i.members > 0 AND ({any}) AND v.verdict
    )
"""
COUNT_HITS = """
    SELECT (SELECT count(DISTINCT household_id) FROM hits),
        (SELECT jsonb_object_agg(criterion, n)
         FROM (SELECT criterion, count(*) n FROM hits GROUP BY criterion) counted)
"""
# An open flag is touched only where it says something else than before. Two screenings of one
# household settle it at the unique index of open flags. Flags of a day are listed by household,
# whatever plan found them.
WRITE_FLAGS = """
    added AS (
        INSERT INTO monitoring_flag (household_id, division_id, criterion, version_id, severity,
            effect, first_seen, last_seen, "values", gap)
        SELECT h.household_id, h.division_id, h.criterion, {version}, h.severity, h.effect,
            {day}, {day}, h."values", h.gap
        FROM hits h
        WHERE NOT EXISTS (
            SELECT FROM monitoring_flag f WHERE f.household_id = h.household_id
                AND f.criterion = h.criterion AND f.cleared_on IS NULL)
        ORDER BY h.household_id, h.criterion
        ON CONFLICT (household_id, criterion) WHERE cleared_on IS NULL DO NOTHING
        RETURNING 1
    ), touched AS (
        UPDATE monitoring_flag f
        SET division_id = h.division_id, version_id = {version}, severity = h.severity,
            effect = h.effect, last_seen = {day}, "values" = h."values", gap = h.gap
        FROM hits h
        WHERE f.household_id = h.household_id AND f.criterion = h.criterion
            AND f.cleared_on IS NULL
            AND (f.division_id, f.version_id, f.severity, f.effect, f."values", f.gap)
                IS DISTINCT FROM
                (h.division_id, {version}, h.severity, h.effect, h."values", h.gap)
    ), ended AS (
        UPDATE monitoring_flag f
        SET cleared_on = {day}, last_seen = greatest(f.last_seen, {last_day})
        WHERE f.cleared_on IS NULL AND {flags_in_scope}
            AND NOT EXISTS (
                SELECT FROM hits h
                WHERE h.household_id = f.household_id AND h.criterion = f.criterion)
        RETURNING 1
    )
    SELECT found.*, (SELECT count(*) FROM added), (SELECT count(*) FROM ended)
    FROM ({count_hits}) found
"""
VERDICTS = """
    COPY (
        SELECT h.code, v.criterion, CASE WHEN v.verdict THEN 'yes' ELSE 'missing' END
        FROM {source} i JOIN monitoring_household h ON h.id = i.household_id
        CROSS JOIN LATERAL (VALUES {verdicts}) v (criterion, verdict)
        WHERE {scope} AND i.members > 0 AND v.verdict IS NOT FALSE
        ORDER BY h.code, v.criterion COLLATE "C"
    ) TO STDOUT (FORMAT csv)
"""


def judge(
    cursor: CursorWrapper,
    rules: Rules,
    scope: Scope,
    outcome: Outcome,
    *,
    day: date,
    last_day: date,
) -> None:
    """Open, change and clear the flags of the scope; `last_day` is that of the run before."""
    statement = SQL("WITH {}, {}").format(
        _hits(rules, scope, wide.source()),
        SQL(WRITE_FLAGS).format(
            version=Literal(rules.version.pk),
            day=SQL("{}::date").format(Literal(day)),
            last_day=SQL("{}::date").format(Literal(last_day)),
            flags_in_scope=scope.of("f", "household_id", rules),
            count_hits=SQL(COUNT_HITS),
        ),
    )
    cursor.execute(statement)
    flagged, yes, new, cleared = cursor.fetchone()
    outcome.flagged += flagged
    outcome.yes.update(counts_of(yes))
    outcome.new += new
    outcome.cleared += cleared


def count_hits(
    cursor: CursorWrapper, rules: Rules, scope: Scope, outcome: Outcome, *, source: Composable
) -> None:
    """Only say who would be flagged by the indicators in `source`."""
    cursor.execute(SQL("WITH {} {}").format(_hits(rules, scope, source), SQL(COUNT_HITS)))
    flagged, yes = cursor.fetchone()
    outcome.flagged += flagged
    outcome.yes.update(counts_of(yes))


def write_verdicts(
    cursor: CursorWrapper,
    groups: Iterable[Rules],
    scope: Scope,
    file: TextIO,
    *,
    source: Composable,
) -> None:
    """`household_code,criterion,verdict`, with yes and missing only."""
    file.write("household_code,criterion,verdict\n")
    for rules in groups:
        rows = (
            SQL("({}, {})").format(Literal(criterion.code), condition_of(criterion, rules))
            for criterion in rules.criteria
        )
        statement = SQL(VERDICTS).format(
            source=source,
            verdicts=SQL(", ").join(rows),
            scope=scope.of("i", "household_id", rules),
        )
        cursor.copy_expert(statement.as_string(cursor.cursor), file)


def counts_of(found: str | None) -> Counter[str]:
    """Of an aggregated JSON object; Django has the driver leave JSON as text."""
    return Counter(json.loads(found) if found else {})


def _hits(rules: Rules, scope: Scope, source: Composable) -> Composed:
    conditions = [condition_of(criterion, rules) for criterion in rules.criteria]
    verdicts = (
        SQL("({}, {}, {}, {})").format(
            Literal(each.code), Literal(each.severity), Literal(each.effect), condition
        )
        for each, condition in zip(rules.criteria, conditions, strict=True)
    )
    return SQL(HITS).format(
        source=source,
        verdicts=SQL(", ").join(verdicts),
        values=_by_criterion(rules, _values),
        gaps=_by_criterion(rules, lambda each: compile_gap(each.condition, rules.values)),
        scope=scope.of("i", "household_id", rules),
        any=SQL(" OR ").join(conditions),
    )


def _by_criterion(rules: Rules, of: Callable[[Criterion], Composable]) -> Composed:
    """The branches of a CASE over the criteria."""
    return SQL(" ").join(
        SQL("WHEN {} THEN {}").format(Literal(each.code), of(each)) for each in rules.criteria
    )


def _values(criterion: Criterion) -> Composed:
    """The columns the criterion rests on, as JSON."""
    said = columns(parse(criterion.condition))
    pairs = (SQL("{}, {}").format(Literal(name), _said(name)) for name in said)
    return SQL("jsonb_build_object({})").format(SQL(", ").join(pairs))


def _said(column: str) -> Composed:
    """Amounts in yuan as text: a JSON number comes back from the driver as a float."""
    if INDICATORS[column].kind != Kind.MONEY:
        return Composed([Identifier("i", column)])
    return SQL("({} * {})::text").format(Identifier("i", column), Literal(FEN))


def condition_of(criterion: Criterion, rules: Rules) -> Composed:
    return compile_condition(criterion.condition, rules.values)


def _between(column: Identifier, first: str, last: str) -> Composed:
    return SQL("{} BETWEEN {} AND {}").format(column, Literal(first), Literal(last))
