"""The newest month of each roll against the month before and against the facts: one statement."""

from typing import Any

from django.db import connection
from django.utils import timezone
from psycopg2.extras import execute_values

from accounts.models import Division
from assistance.catalogue.models import Terms
from assistance.schemes.rolls.models import Roll
from assistance.schemes.rolls.querysets import FEEDS_OF_ROLLS
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.catalogue.rolls import ON_ROLL

# What was sent of somebody who had died already waits for a person; who it is, is known.
ENTRIES = """
    CREATE TEMP TABLE roll_entry ON COMMIT DROP AS
    WITH told AS (
        SELECT r.topic, r.starts, r.household_id, r.member_id, r.division_code, r.data
        FROM monitoring_record r
        WHERE r.current AND r.feed = ANY (%(feeds)s) AND r.member_id IS NOT NULL
            AND r.household_id IS NOT NULL AND r.division_code BETWEEN %(first)s AND %(last)s
        UNION ALL
        SELECT r.topic, r.starts, h.id, m.id, h.division_id, r.data
        FROM monitoring_record r
        JOIN monitoring_member m ON m.id_number_hash = r.subject AND m.status = 'deceased'
        JOIN monitoring_household h ON h.id = m.household_id
        WHERE r.current AND r.feed = ANY (%(feeds)s) AND r.state = 'waiting'
            AND h.division_id BETWEEN %(first)s AND %(last)s
    ), newest AS (
        SELECT topic, max(starts) AS month FROM told GROUP BY topic
    )
    SELECT DISTINCT ON (k.id, t.member_id, t.starts) k.id AS roll_id, k.name, k.monthly, n.month,
        t.starts = n.month AS is_new, t.household_id, t.member_id, t.division_code,
        t.data ->> 'status' = %(on)s AS is_on, (t.data ->> 'amount')::numeric AS amount,
        coalesce(t.data ->> 'reason', '') AS reason
    FROM told t JOIN newest n USING (topic) JOIN assistance_roll k ON k.name = t.topic
    WHERE t.starts IN (n.month, (n.month - interval '1 month')::date)
    ORDER BY k.id, t.member_id, t.starts
"""
PAIRS = "CREATE TEMP TABLE roll_pair (one bigint, other bigint) ON COMMIT DROP"
OFFICES = "CREATE TEMP TABLE roll_office (roll_id bigint, department text) ON COMMIT DROP"
FOUND = """
    CREATE TEMP TABLE roll_found ON COMMIT DROP AS
    WITH now AS (SELECT * FROM roll_entry WHERE is_new),
        was AS (SELECT * FROM roll_entry WHERE NOT is_new AND is_on AND monthly),
        compared AS (SELECT DISTINCT roll_id FROM was)
    SELECT n.roll_id, n.month, n.household_id, n.member_id, n.division_code, 'joined' AS kind,
        '' AS about, NULL::numeric AS before, n.amount AS now, n.reason
    FROM now n JOIN compared c USING (roll_id)
    WHERE n.is_on AND NOT EXISTS (
        SELECT FROM was w WHERE w.roll_id = n.roll_id AND w.member_id = n.member_id)
    UNION ALL
    SELECT w.roll_id, w.month, w.household_id, w.member_id, w.division_code,
        CASE WHEN coalesce(n.reason, '') = '' THEN 'missing' ELSE 'left' END,
        '', w.amount, NULL, coalesce(n.reason, '')
    FROM was w LEFT JOIN now n ON n.roll_id = w.roll_id AND n.member_id = w.member_id
    WHERE n.is_on IS NOT TRUE
    UNION ALL
    SELECT n.roll_id, n.month, n.household_id, n.member_id, n.division_code, 'changed', '',
        w.amount, n.amount, n.reason
    FROM now n JOIN was w ON w.roll_id = n.roll_id AND w.member_id = n.member_id
    WHERE n.is_on AND n.amount IS DISTINCT FROM w.amount
    UNION ALL
    SELECT n.roll_id, n.month, n.household_id, n.member_id, n.division_code, 'deceased', '', NULL,
        n.amount, ''
    FROM now n JOIN monitoring_member m ON m.id = n.member_id
    WHERE n.is_on AND n.monthly AND m.status = 'deceased'
    UNION ALL
    SELECT n.roll_id, n.month, n.household_id, n.member_id, n.division_code, 'exclusive', o.name,
        NULL, n.amount, ''
    FROM now n JOIN roll_pair p ON p.one = n.roll_id
    JOIN now o ON o.roll_id = p.other AND o.member_id = n.member_id
    WHERE n.is_on AND o.is_on
"""
# What a department settled is settled, until it is said otherwise.
KEEP = """
    INSERT INTO assistance_rolldifference AS d (roll_id, month, household_id, member_id,
        division_id, department, kind, about, before, now, reason, settled_reason)
    SELECT f.roll_id, f.month, f.household_id, f.member_id, f.division_code, o.department, f.kind,
        f.about, f.before, f.now, f.reason, ''
    FROM roll_found f JOIN roll_office o USING (roll_id)
    ORDER BY f.division_code, f.roll_id, f.member_id, f.kind
    ON CONFLICT (roll_id, month, member_id, kind, about) DO UPDATE
    SET before = excluded.before, now = excluded.now, reason = excluded.reason,
        division_id = excluded.division_id, household_id = excluded.household_id,
        settled_on = NULL, settled_by_id = NULL, settled_reason = ''
    WHERE (d.before, d.now, d.reason)
        IS DISTINCT FROM (excluded.before, excluded.now, excluded.reason)
"""
# A month that was sent again, or taken back, says some things no more.
FORGET = """
    DELETE FROM assistance_rolldifference d
    WHERE d.division_id BETWEEN %(first)s AND %(last)s AND d.settled_on IS NULL
        AND d.month >= coalesce((SELECT max(e.month) FROM roll_entry e WHERE e.roll_id = d.roll_id),
            d.month)
        AND NOT EXISTS (
            SELECT FROM roll_found f WHERE f.roll_id = d.roll_id AND f.month = d.month
                AND f.member_id = d.member_id AND f.kind = d.kind AND f.about = d.about)
"""


def compare(county: Division) -> None:
    """Bring the differences of a county to what its rolls say now."""
    first, last = county.code_range
    said: dict[str, Any] = {
        "feeds": list(FEEDS_OF_ROLLS), "first": first, "last": last, "on": ON_ROLL,
    }  # fmt: skip
    rolls = list(Roll.objects.all())
    offices = [(roll.pk, FEEDS[roll.feed].department.value) for roll in rolls]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS roll_entry, roll_found, roll_pair, roll_office")
        cursor.execute(ENTRIES, said)
        cursor.execute(PAIRS)
        cursor.execute(OFFICES)
        execute_values(cursor.cursor, "INSERT INTO roll_office VALUES %s", offices)
        execute_values(cursor.cursor, "INSERT INTO roll_pair VALUES %s", _pairs(rolls, county))
        cursor.execute(FOUND)
        cursor.execute(KEEP)
        cursor.execute(FORGET, said)


def _pairs(rolls: list[Roll], county: Division) -> list[tuple[int, int]]:
    """Each two rolls once whose measures exclude each other by the terms in force."""
    by_measure = {roll.measure_id: roll.pk for roll in rolls}
    terms = Terms.objects.in_force(timezone.localdate(), county.code)
    through = terms.filter(measure__in=by_measure, excludes__in=by_measure)
    pairs = through.order_by().values_list("measure_id", "excludes")
    return sorted({_ordered(by_measure[one], by_measure[other]) for one, other in pairs})


def _ordered(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)
