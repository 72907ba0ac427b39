"""Brings the alarms to the day: one statement for all of them, which writes what differs.

Said again, and after a process was killed, it finds what is left to do and nothing else. An alarm
begins with whoever keeps the asset and is handed up by the limits of the day it was first seen.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from accounts import audit
from accounts.events import Event
from assets.alarms.kinds import kinds
from assets.alarms.limits import TOWNSHIP_DAYS, VILLAGE_DAYS

LIMIT = """(SELECT l.value::int FROM assistance_limitvalue l
            WHERE l.code = %s AND l.valid_from <= p.first_seen
                AND (l.county_id IS NULL OR l.county_id = p.county || '000000')
            ORDER BY l.county_id NULLS LAST, l.valid_from DESC LIMIT 1)"""
REFRESH = """
    WITH today AS (SELECT %s::date AS day), found AS ({found}), now AS MATERIALIZED (
        SELECT f.asset_id, f.kind, a.division_id, a.county, old.id, old.level AS was,
            coalesce(old.first_seen, today.day) AS first_seen,
            CASE WHEN right(a.division_id, 6) = '000000' THEN 2
                WHEN right(a.division_id, 3) = '000' THEN 1 ELSE 0 END AS least
        FROM today CROSS JOIN found f JOIN assets_asset a ON a.id = f.asset_id
        LEFT JOIN assets_alarm old
            ON old.asset_id = f.asset_id AND old.kind = f.kind AND old.cleared_on IS NULL
    ), clock AS MATERIALIZED (
        SELECT p.*, p.first_seen + {limit} AS to_township,
            p.first_seen + {limit} + {limit} AS to_county
        FROM (SELECT DISTINCT county, first_seen FROM now) p
    ), new AS MATERIALIZED (
        SELECT n.*, greatest(n.least, r.reached) AS number,
            CASE WHEN r.reached <= n.least THEN NULL
                WHEN r.reached = 2 THEN c.to_county ELSE c.to_township END AS escalated_on
        FROM now n CROSS JOIN today JOIN clock c USING (county, first_seen)
        CROSS JOIN LATERAL (SELECT CASE WHEN today.day >= c.to_county THEN 2
            WHEN today.day >= c.to_township THEN 1 ELSE 0 END AS reached) r
    ), said AS MATERIALIZED (
        SELECT *, (ARRAY['village', 'township', 'county'])[number + 1] AS level FROM new
    ), gone AS (
        UPDATE assets_alarm old SET cleared_on = today.day FROM today
        WHERE old.cleared_on IS NULL AND NOT EXISTS (SELECT FROM now WHERE now.id = old.id)
        RETURNING 1
    ), opened AS (
        INSERT INTO assets_alarm
            (asset_id, division_id, kind, first_seen, level, escalated_on)
        SELECT asset_id, division_id, kind, first_seen, level, escalated_on
        FROM said WHERE id IS NULL ORDER BY asset_id, kind
        ON CONFLICT DO NOTHING
        RETURNING 1
    ), moved AS (
        UPDATE assets_alarm old SET (division_id, level, escalated_on)
            = (said.division_id, said.level, said.escalated_on)
        FROM said WHERE old.id = said.id AND (said.division_id, said.level, said.escalated_on)
            IS DISTINCT FROM (old.division_id, old.level, old.escalated_on)
        RETURNING said.level <> said.was AS handed_up
    )
    SELECT (SELECT count(*) FROM opened), (SELECT count(*) FROM gone),
        (SELECT count(*) FROM moved WHERE handed_up)
"""


@dataclass(frozen=True)
class Night:
    """What differs from the night before."""

    opened: int
    cleared: int
    escalated: int


@transaction.atomic
def refresh(day: date) -> Night:
    found, asked = _found(day)
    statement = REFRESH.format(found=found, limit=LIMIT)
    codes = [VILLAGE_DAYS.code, VILLAGE_DAYS.code, TOWNSHIP_DAYS.code]
    with connection.cursor() as cursor:
        cursor.execute(statement, [day, *asked, *codes])
        night = Night(*cursor.fetchone())
    if night.escalated:
        audit.record(Event.ALARMS_ESCALATED, by=None, count=night.escalated, day=str(day))
    return night


def _found(day: date) -> tuple[str, list[Any]]:
    """Every kind's question, one under the other."""
    parts, asked = [], []
    for kind in kinds.values():
        statement, values = kind.found(day).order_by().values("pk").query.sql_with_params()
        parts.append(f"SELECT asset_id, %s AS kind FROM ({statement}) q (asset_id)")  # noqa: S608  # Django's own
        asked += [kind.code, *values]
    return " UNION ALL ".join(parts), asked
