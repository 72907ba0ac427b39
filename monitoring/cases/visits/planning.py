"""The visits due, made county by county in one statement per group; made twice, they are the same.

A household belongs to the first of: monitored or ex-poor, must-visit, everybody else.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from psycopg2.sql import SQL, Composed, Literal

from accounts.models import CODE_LENGTH
from monitoring.cases.visits.frequencies import frequencies
from monitoring.cases.visits.groups import MUST, OF_MEMBERS, STUDENTS, WATCHED
from monitoring.cases.visits.models import VisitDue

Kind = VisitDue.Kind

# A visit made in the period before its due was known counts for it. Members are looked up by
# household: those of one lie side by side. MATERIALIZED: each household is judged once, and what is
# due already is read before anything is added.
MAKE = SQL("""
    WITH judged AS MATERIALIZED (
        SELECT h.id, h.division_id, ({watched}) IS TRUE AS watched,
            array_remove(ARRAY[{must}], NULL) AS must
        FROM monitoring_household h
        JOIN monitoring_householdindicators i ON i.household_id = h.id
        CROSS JOIN LATERAL (
            SELECT {of_members}, count(*) FILTER (WHERE {students}) AS students
            FROM monitoring_member p WHERE p.household_id = h.id AND p.status = 'active'
        ) m
        CROSS JOIN (SELECT 100 * %(line)s::numeric AS line) l
        WHERE h.division_id BETWEEN %(first)s AND %(last)s AND h.status = 'active'
            AND i.division_id BETWEEN %(first)s AND %(last)s
    ), placed AS (
        SELECT id, division_id,
            CASE WHEN watched THEN 'watched' WHEN must <> '{{}}' THEN 'must' ELSE 'round' END
                AS kind,
            CASE WHEN watched THEN '{{watched}}'::varchar[] || must ELSE must END AS groups
        FROM judged
    ), known AS MATERIALIZED (
        SELECT household_id, kind, starts FROM monitoring_visitdue
        WHERE due_on >= %(day)s AND division_id BETWEEN %(first)s AND %(last)s
    )
    INSERT INTO monitoring_visitdue
        (household_id, division_id, kind, groups, starts, due_on, risk, assigned_to_id, visit_id)
    SELECT w.id, w.division_id, w.kind, w.groups, period.starts, period.due_on, 9,
        (SELECT min(a.user_id) FROM monitoring_pairing a
         WHERE a.household_id = w.id AND a.starts <= %(day)s
            AND (a.ends IS NULL OR a.ends > %(day)s)),
        (SELECT v.id FROM monitoring_visit v
         WHERE v.household_id = w.id AND v.visited_on BETWEEN period.starts AND period.due_on
         ORDER BY v.visited_on LIMIT 1)
    FROM placed w
    JOIN (VALUES {periods}) period (kind, starts, due_on) ON period.kind = w.kind
    WHERE NOT EXISTS (
        SELECT FROM known d
        WHERE d.household_id = w.id AND d.kind = w.kind AND d.starts = period.starts)
    ON CONFLICT (household_id, kind, starts) DO NOTHING
""")
# Whose risk changed since, found before anything is locked; 9 is no open flag.
RANK = """
    WITH flagged AS MATERIALIZED (
        SELECT household_id, min(urgency %% 10) AS risk FROM monitoring_flag
        WHERE county = %(county)s AND cleared_on IS NULL GROUP BY household_id
    ), changed AS MATERIALIZED (
        SELECT o.id, coalesce(f.risk, 9) AS risk
        FROM monitoring_visitdue o LEFT JOIN flagged f ON f.household_id = o.household_id
        WHERE o.county = %(county)s AND o.visit_id IS NULL AND o.risk <> coalesce(f.risk, 9)
    )
    UPDATE monitoring_visitdue d SET risk = changed.risk FROM changed WHERE changed.id = d.id
"""
DROP_ENDED = """
    DELETE FROM monitoring_visitdue d USING monitoring_household h
    WHERE h.id = d.household_id AND d.county = %(county)s AND d.visit_id IS NULL
        AND h.division_id BETWEEN %(first)s AND %(last)s AND h.status <> 'active'
"""


@dataclass(frozen=True)
class Period:
    starts: date
    due_on: date


def period(day: date, months: int) -> Period:
    """The part of the year, `months` long, in which the day lies."""
    first = (day.month - 1) // months * months + 1
    after = first + months
    end = date(day.year + (after > 12), (after - 1) % 12 + 1, 1) - timedelta(days=1)
    return Period(date(day.year, first, 1), end)


@transaction.atomic
def plan_county(county: str, day: date, line: Decimal | None) -> int:
    """What is due in a county (6 digits) on that day; how many became due just now."""
    periods = {kind: period(day, months) for kind, months in frequencies(county, day).items()}
    first, last = county.ljust(CODE_LENGTH, "0"), county.ljust(CODE_LENGTH, "9")
    bound: dict[str, Any] = {
        "county": county, "first": first, "last": last, "day": day, "line": line
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('visits.plan'), %s)", [int(county)])
        cursor.execute(_make(periods), bound)
        made: int = cursor.rowcount
        cursor.execute(RANK, bound)
        cursor.execute(DROP_ENDED, bound)
    return made


def _make(periods: dict[str, Period]) -> Composed:
    of_members = [SQL(f"bool_or({rule}) AS {name}") for name, rule in OF_MEMBERS.items()]
    must = [SQL(f"CASE WHEN {group.sql} THEN '{group.code}' END::varchar") for group in MUST]
    rows = [
        SQL("({}, {}::date, {}::date)").format(*map(Literal, (kind, part.starts, part.due_on)))
        for kind, part in periods.items()
    ]
    return MAKE.format(
        of_members=SQL(", ").join(of_members),
        students=SQL(STUDENTS),
        watched=SQL(WATCHED.sql),
        must=SQL(", ").join(must),
        periods=SQL(", ").join(rows),
    )
