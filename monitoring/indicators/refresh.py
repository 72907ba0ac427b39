"""Fills the wide table: one SQL statement computes every indicator of every household asked for.

Nothing is written where nothing changed. So what time alone moves (birthdays, 1 September,
1 January) needs no list of whom it moves: the nightly refresh of everyone reads the registry once
and writes only the rows that differ.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg2 import sql

from accounts.models import Division
from monitoring.indicators.catalogue import STORED, Indicator, Kind, Over
from monitoring.indicators.expressions import days

TABLE = sql.Identifier("monitoring_householdindicators")
COLUMNS = ("household_id", "division_id", "statement_year", *(each.code for each in STORED))

# Of the statements of three years: the newest of two, and the one of the year before it.
# (One join per year is a plain hash join; asking each statement for a newer one costs half again.)
STATEMENT = (
    "id", "year", "people", "wage_income", "business_income", "property_income",
    "transfer_income", "business_cost", "claims", "out_of_pocket",
)  # fmt: skip
EITHER = sql.SQL("CASE WHEN y0.id IS NOT NULL THEN {this} ELSE {other} END AS {column}")

# Of three verdicts "exists" is the greatest and "every" the least, with no < missing < yes.
MISSING, YES = 1, 2
EXTREME = {Over.ANY_MEMBER: "max", Over.EVERY_MEMBER: "min"}

# MATERIALIZED keeps every parallel worker from counting all members again for itself.
COMPUTED = """
    WITH m AS MATERIALIZED (
        SELECT p.household_id, count(*)::smallint AS members, {of_members}
        FROM monitoring_member p WHERE p.status = 'active' AND {of_scope}
        GROUP BY p.household_id
    )
    SELECT h.id AS household_id, h.division_id, s.year AS statement_year, {indicators}
    FROM monitoring_household h
    LEFT JOIN m ON m.household_id = h.id
    LEFT JOIN monitoring_livingconditions c ON c.household_id = h.id
    LEFT JOIN monitoring_statement y0
        ON y0.household_id = h.id AND y0.kind = 'yearly' AND y0.year = %(year)s
    LEFT JOIN monitoring_statement y1
        ON y1.household_id = h.id AND y1.kind = 'yearly' AND y1.year = %(year)s - 1
    LEFT JOIN monitoring_statement y2
        ON y2.household_id = h.id AND y2.kind = 'yearly' AND y2.year = %(year)s - 2
        AND y1.id IS NOT NULL
    CROSS JOIN LATERAL (SELECT {newest}) s
    CROSS JOIN LATERAL (SELECT {before}) b
    WHERE h.status = 'active' AND {scope}
"""
EVERYONE = "true"
OF_HOUSEHOLDS = "p.household_id IN (SELECT g.id FROM monitoring_household g WHERE {scope})"
DIFFERING = """
    SELECT new.* FROM ({computed}) new LEFT JOIN {table} old USING (household_id)
    WHERE ({new_values}) IS DISTINCT FROM ({old_values})
"""
# Hash tables with an entry per household stay in memory (about 2 GB for a city's 2.5 million), and
# what workers hand over costs what it costs on today's machines.
FOR_MANY_ROWS = "SET LOCAL work_mem = '512MB'; SET LOCAL parallel_tuple_cost = 0.01"
# In one order, so that two refreshes of the same households wait for each other instead of locking
# each other out.
UPSERT = """
    INSERT INTO {table} ({columns}) {rows} ORDER BY household_id
    ON CONFLICT (household_id) DO UPDATE SET ({columns}) = ({excluded})
"""
INACTIVE = """
    SELECT i.household_id FROM {table} i WHERE {scope} AND NOT EXISTS (
        SELECT FROM monitoring_household h WHERE h.id = i.household_id AND h.status = 'active')
"""


def refresh(
    *,
    as_of: date,
    division: Division | None = None,
    household_ids: Sequence[int] | None = None,
) -> int:
    """Bring the rows of these households (all, where neither is given) to the day `as_of`: today,
    for the table holds one day only. Returns how many rows changed.
    """
    scope, parameters = _scope(division, household_ids)
    parameters |= days(as_of)
    with transaction.atomic(), connection.cursor() as cursor:
        rows: sql.Composable = _differing(scope)
        if household_ids is None:
            # INSERT … SELECT computes on one core, CREATE TABLE AS on all.
            _create_table(cursor, "differing_indicators", rows, parameters)
            rows = sql.SQL("TABLE differing_indicators")
        cursor.execute(_upsert(rows), parameters)
        changed: int = cursor.rowcount
        if household_ids is None:
            cursor.execute("DROP TABLE differing_indicators")
        return changed + _remove_inactive(cursor, scope, parameters)


def compute(
    cursor: CursorWrapper, table: str, *, as_of: date, division: Division | None = None
) -> None:
    """Make the temporary table `table`: the wide table as it is on another day, until this
    transaction ends. Only what time moves differs; all facts are today's, whenever entered.
    """
    scope, parameters = _scope(division, None)
    _create_table(cursor, table, _computed(scope), parameters | days(as_of))


def _scope(
    division: Division | None, household_ids: Sequence[int] | None
) -> tuple[str, dict[str, Any]]:
    """A condition on `{id}` and `{division}`, and its parameters."""
    if household_ids is not None:
        return "{id} = ANY (%(ids)s)", {"ids": list(household_ids)}
    if division is not None:
        first, last = division.code_range
        return "{division} BETWEEN %(first)s AND %(last)s", {"first": first, "last": last}
    return EVERYONE, {}


def _of_members(scope: str) -> sql.SQL:
    if scope == EVERYONE:
        return sql.SQL(EVERYONE)
    return sql.SQL(OF_HOUSEHOLDS.format(scope=scope.format(id="g.id", division="g.division_id")))


def _create_table(
    cursor: CursorWrapper, name: str, rows: sql.Composable, parameters: dict[str, Any]
) -> None:
    statement = sql.SQL("CREATE TEMP TABLE {} ON COMMIT DROP AS {}")
    cursor.execute(FOR_MANY_ROWS)
    cursor.execute(statement.format(sql.Identifier(name), rows), parameters)


def _computed(scope: str) -> sql.Composed:
    of_members = [each for each in STORED if each.over != Over.HOUSEHOLD]
    return sql.SQL(COMPUTED).format(
        indicators=sql.SQL(", ").join(map(_output, STORED)),
        of_members=sql.SQL(", ").join(map(_aggregate, of_members)),
        newest=_statement("y0", "y1"),
        before=_statement("y1", "y2"),
        scope=sql.SQL(scope.format(id="h.id", division="h.division_id")),
        of_scope=_of_members(scope),
    )


def _statement(this: str, other: str) -> sql.Composed:
    """The columns of statement `this` where there is one of the as-of day's year, else `other`."""
    return sql.SQL(", ").join(
        EITHER.format(
            this=sql.Identifier(this, column),
            other=sql.Identifier(other, column),
            column=sql.Identifier(column),
        )
        for column in STATEMENT
    )


def _aggregate(indicator: Indicator) -> sql.Composed:
    return sql.SQL("{extreme}(coalesce(({rule})::int * {yes}, {missing})) AS {name}").format(
        extreme=sql.SQL(EXTREME[indicator.over]),
        rule=sql.SQL(indicator.sql),
        yes=sql.Literal(YES),
        missing=sql.Literal(MISSING),
        name=sql.Identifier(indicator.code),
    )


def _output(indicator: Indicator) -> sql.Composed:
    name = sql.Identifier(indicator.code)
    if indicator.kind == Kind.MONEY:
        return sql.SQL("(({}) * 100)::bigint AS {}").format(sql.SQL(indicator.sql), name)
    if indicator.over == Over.HOUSEHOLD:
        return sql.SQL("{} AS {}").format(sql.SQL(indicator.sql), name)
    return sql.SQL("nullif(m.{name}, {missing}) = {yes} AS {name}").format(
        name=name, missing=sql.Literal(MISSING), yes=sql.Literal(YES)
    )


def _differing(scope: str) -> sql.Composed:
    return sql.SQL(DIFFERING).format(
        computed=_computed(scope),
        table=TABLE,
        new_values=_columns("new"),
        old_values=_columns("old"),
    )


def _upsert(rows: sql.Composable) -> sql.Composed:
    return sql.SQL(UPSERT).format(
        table=TABLE, columns=_columns(), rows=rows, excluded=_columns("excluded")
    )


def _columns(*alias: str) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(*alias, column) for column in COLUMNS)


def _remove_inactive(cursor: CursorWrapper, scope: str, parameters: dict[str, Any]) -> int:
    """Remove the rows of households that are gone or no longer active; return how many."""
    condition = sql.SQL(scope.format(id="i.household_id", division="i.division_id"))
    cursor.execute(sql.SQL(INACTIVE).format(table=TABLE, scope=condition), parameters)
    inactive = [household_id for (household_id,) in cursor.fetchall()]
    if inactive:
        delete = sql.SQL("DELETE FROM {} WHERE household_id = ANY (%s)").format(TABLE)
        cursor.execute(delete, [inactive])
    return len(inactive)
