"""Fills the table: one statement computes every indicator of every household asked for.

A record counts from its first day to its last, so what time alone moves (a window that ends, a
new year) needs no list of whom it moves. Nothing is written where nothing changed.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg2 import sql

from accounts.models import Division
from monitoring.feeds.indicators.catalogue import FEEDS, TOLD, Told
from monitoring.feeds.records.ends import set_anew
from monitoring.indicators.catalogue import Kind

TABLE = "monitoring_feedindicators"
EVERYONE = sql.SQL("true")
IN_AREA = "{division} BETWEEN %(first)s AND %(last)s"
OF_HOUSEHOLDS = "{id} = ANY (%(ids)s)"

# The records that count on the day, of each person and of the village, then what they come to.
PERSONS = """
    t AS (
        SELECT h.id AS household_id, h.division_id, m.id AS member_id, m.name,
            m.status = 'active' AS alive, r.feed, r.data AS d, r.at, r.id AS record_id,
            row_number() OVER (
                PARTITION BY m.id, r.feed, r.topic ORDER BY r.starts DESC, r.id DESC
            ) = 1 AS newest
        FROM monitoring_household h
        JOIN monitoring_member m ON m.household_id = h.id AND m.status IN ('active', 'deceased')
        JOIN monitoring_record r ON r.member_id = m.id AND r.current
            AND r.feed = ANY (%(feeds)s) AND r.starts <= %(day)s
            AND (r.ends IS NULL OR r.ends >= %(day)s)
        WHERE h.status = 'active' AND {scope} AND {told}
        UNION ALL
        SELECT h.id, h.division_id, NULL, NULL, true, r.feed, r.data, r.at, r.id, true
        FROM monitoring_household h
        JOIN monitoring_attachedhousehold a ON a.household_id = h.id AND a.affected
        JOIN monitoring_villageevent e ON e.id = a.event_id
        JOIN monitoring_record r ON r.feed = e.feed AND r.same = e.same
            AND r.subject = convert_to(e.division_id, 'UTF8') AND r.current
            AND r.feed = ANY (%(feeds)s) AND r.starts <= %(day)s
            AND (r.ends IS NULL OR r.ends >= %(day)s)
        WHERE h.status = 'active' AND {scope}
    ), person AS (
        SELECT t.household_id, t.division_id, t.member_id, {of_person}
        FROM t GROUP BY t.household_id, t.division_id, t.member_id
    )
"""
COMPUTED = """
    WITH {persons}, household AS (
        SELECT household_id, division_id, {of_household}
        FROM person GROUP BY household_id, division_id
    )
    SELECT * FROM household WHERE {anything}
"""
# In one order, so that two refreshes of the same households wait for each other instead of locking
# each other out.
REFRESH = """
    WITH new AS MATERIALIZED ({computed}), gone AS (
        DELETE FROM {table} old WHERE {scope}
            AND NOT EXISTS (SELECT FROM new WHERE new.household_id = old.household_id)
        RETURNING 1
    ), written AS (
        INSERT INTO {table} ({columns})
        SELECT {new_values} FROM new LEFT JOIN {table} old USING (household_id)
        WHERE ({new_values}) IS DISTINCT FROM ({old_values})
        ORDER BY household_id
        ON CONFLICT (household_id) DO UPDATE SET ({columns}) = ({excluded})
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM written)
"""
STORED = {
    Kind.BOOLEAN: "coalesce({}, false)",
    Kind.MONEY: "coalesce({} * 100, 0)::bigint",
    Kind.DAYS: "coalesce({}, 0)::smallint",
}
COLUMNS = ("household_id", "division_id", *(each.code for each in TOLD))


def refresh(
    *,
    as_of: date,
    division: Division | None = None,
    household_ids: Sequence[int] | None = None,
) -> int:
    """Bring the rows of these households (all, where neither is given) to the day `as_of`: today,
    for the table holds one day only. Returns how many rows changed.
    """
    if household_ids is None:
        set_anew(as_of, division=division)
    scope, parameters = _scope(division, household_ids)
    statement = sql.SQL(REFRESH).format(
        computed=_computed(scope),
        table=sql.Identifier(TABLE),
        scope=sql.SQL(scope.format(id="old.household_id", division="old.division_id")),
        columns=_columns(),
        new_values=_columns("new"),
        old_values=_columns("old"),
        excluded=_columns("excluded"),
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters | counting(as_of))
        return int(cursor.fetchone()[0])


def compute(
    cursor: CursorWrapper, table: str, *, as_of: date, division: Division | None = None
) -> None:
    """Make the temporary table `table`: the rows as they are on another day, until this
    transaction ends. Records are today's, whenever they came; only which of them count differs.
    """
    scope, parameters = _scope(division, None)
    statement = sql.SQL("CREATE TEMP TABLE {} ON COMMIT DROP AS {}")
    cursor.execute(
        statement.format(sql.Identifier(table), _computed(scope)), parameters | counting(as_of)
    )


def counting(day: date) -> dict[str, Any]:
    """The parameters of every statement over records: which of them count."""
    return {"day": day, "feeds": list(FEEDS)}


def persons(scope: sql.Composable, told: sql.Composable = EVERYONE) -> sql.Composed:
    """Common table expressions: `t` the records that count, `person` what they say of each.

    `told` says the scope once more of the records, where that spares reading all of them.
    """
    of_person = sql.SQL(", ").join(map(_of_person, TOLD))
    return sql.SQL(PERSONS).format(scope=scope, told=told, of_person=of_person)


def _scope(
    division: Division | None, household_ids: Sequence[int] | None
) -> tuple[str, dict[str, Any]]:
    """A condition on `{id}` and `{division}`, and its parameters."""
    if household_ids is not None:
        return OF_HOUSEHOLDS, {"ids": list(household_ids)}
    if division is not None:
        first, last = division.code_range
        return IN_AREA, {"first": first, "last": last}
    return "true", {}


def _computed(scope: str) -> sql.Composed:
    of_households = sql.SQL(scope.format(id="h.id", division="h.division_id"))
    in_area = sql.SQL(IN_AREA.format(division="r.division_code"))
    return sql.SQL(COMPUTED).format(
        persons=persons(of_households, in_area if scope == IN_AREA else EVERYONE),
        of_household=sql.SQL(", ").join(map(_of_household, TOLD)),
        anything=sql.SQL(" OR ").join(map(_anything, TOLD)),
    )


def _of_person(told: Told) -> sql.Composed:
    value = STORED[told.indicator.kind]
    return sql.SQL(value + " AS {}").format(sql.SQL(told.sql), sql.Identifier(told.code))


def _of_household(told: Told) -> sql.Composed:
    extreme = sql.SQL("bool_or" if told.indicator.kind == Kind.BOOLEAN else "max")
    return sql.SQL("{}({name}) AS {name}").format(extreme, name=sql.Identifier(told.code))


def _anything(told: Told) -> sql.Composed:
    name = sql.Identifier(told.code)
    if told.indicator.kind == Kind.BOOLEAN:
        return sql.SQL("{}").format(name)
    return sql.SQL("{} > 0").format(name)


def _columns(*alias: str) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(*alias, column) for column in COLUMNS)
