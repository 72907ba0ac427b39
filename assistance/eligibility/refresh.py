"""Fills the table of persons: one statement for everybody in an area, which writes what differs."""

from datetime import date

from django.db import connection, transaction
from psycopg2 import sql

from accounts.models import Division
from assistance.eligibility.people import KEPT
from monitoring.indicators.expressions import days

TABLE = "assistance_memberindicators"
COLUMNS = ("member_id", "household_id", "division_id", "given", *(each.code for each in KEPT))
REFRESH = """
    WITH new AS MATERIALIZED (
        SELECT p.id AS member_id, p.household_id, p.division_id, g.given, {values}
        FROM monitoring_member p
        JOIN monitoring_household h ON h.id = p.household_id AND h.status = 'active'
        LEFT JOIN (
            SELECT a.member_id, array_agg(a.measure_id ORDER BY a.measure_id) AS given
            FROM assistance_award a
            WHERE a.starts_on <= %(today)s AND (a.ends_on IS NULL OR a.ends_on >= %(today)s)
                AND a.division_id BETWEEN %(first)s AND %(last)s
            GROUP BY 1
        ) g ON g.member_id = p.id
        WHERE p.status = 'active' AND p.division_id BETWEEN %(first)s AND %(last)s
    ), gone AS (
        DELETE FROM {table} old WHERE old.division_id BETWEEN %(first)s AND %(last)s
            AND NOT EXISTS (SELECT FROM new WHERE new.member_id = old.member_id)
        RETURNING 1
    ), written AS (
        INSERT INTO {table} ({columns})
        SELECT {new} FROM new LEFT JOIN {table} old USING (member_id)
        WHERE ({new}) IS DISTINCT FROM ({old})
        ORDER BY member_id
        ON CONFLICT (member_id) DO UPDATE SET ({columns}) = ({excluded})
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM written)
"""


def refresh(*, as_of: date, division: Division) -> int:
    """Bring the persons of a division to the day, of which the table holds one; rows changed."""
    first, last = division.code_range
    asked = days(as_of) | {"today": as_of, "first": first, "last": last}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_statement(), asked)
        return int(cursor.fetchone()[0])


def _statement() -> sql.Composed:
    values = (sql.SQL(f"({each.sql}) AS {{}}").format(sql.Identifier(each.code)) for each in KEPT)
    return sql.SQL(REFRESH).format(
        table=sql.Identifier(TABLE),
        values=sql.SQL(", ").join(values),
        columns=_columns(),
        new=_columns("new"),
        old=_columns("old"),
        excluded=_columns("excluded"),
    )


def _columns(*alias: str) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(*alias, name) for name in COLUMNS)
