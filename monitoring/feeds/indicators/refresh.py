"""Fills the table: one statement computes every indicator of every household asked for.

A record counts from its first day to its last, so what time alone moves (a window that ends, a
new year) needs no list of whom it moves. Nothing is written where nothing changed.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from psycopg2 import sql

from accounts.models import Division
from monitoring.feeds.indicators.catalogue import FEEDS, TOLD, Told
from monitoring.feeds.records.ends import set_anew
from monitoring.indicators.catalogue import Kind
from monitoring.indicators.sparse import Scope, Sparse

TABLE = "monitoring_feedindicators"
EVERYONE = sql.SQL("true")

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
STORED = {
    Kind.BOOLEAN: "coalesce({}, false)",
    Kind.MONEY: "coalesce({} * 100, 0)::bigint",
    Kind.DAYS: "coalesce({}, 0)::smallint",
}


def counting(day: date) -> dict[str, Any]:
    """The parameters of every statement over records: which of them count."""
    return {"day": day, "feeds": list(FEEDS)}


def persons(scope: sql.Composable, told: sql.Composable = EVERYONE) -> sql.Composed:
    """Common table expressions: `t` the records that count, `person` what they say of each.

    `told` says the scope once more of the records, where that spares reading all of them.
    """
    of_person = sql.SQL(", ").join(map(_of_person, TOLD))
    return sql.SQL(PERSONS).format(scope=scope, told=told, of_person=of_person)


def _computed(scope: Scope) -> sql.Composed:
    return sql.SQL(COMPUTED).format(
        persons=persons(
            scope.of("h.id", "h.division_id"),
            scope.of("", "r.division_code") if scope.is_area else EVERYONE,
        ),
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


ROWS = Sparse(TABLE, [each.code for each in TOLD], _computed, counting)


def refresh(
    *,
    as_of: date,
    division: Division | None = None,
    household_ids: Sequence[int] | None = None,
) -> int:
    """After the last days of records, which parameters move."""
    if household_ids is None:
        set_anew(as_of, division=division)
    return ROWS.refresh(as_of=as_of, division=division, household_ids=household_ids)
