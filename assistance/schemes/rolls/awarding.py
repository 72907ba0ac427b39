"""Who stands on a roll is given its measure, and no longer once the department says that they left.

Who is merely missing keeps it: that is a question to the department, not a decision.
"""

from typing import Any

from django.db import connection
from psycopg2.sql import SQL

from accounts.models import Division
from assistance.awards import changed
from assistance.schemes.rolls.querysets import FEEDS_OF_ROLLS
from monitoring.feeds.catalogue.rolls import OFF_ROLL, ON_ROLL

NEWEST = """
    WITH newest AS (
        SELECT DISTINCT ON (r.member_id, r.topic) k.measure_id, r.household_id, r.division_code,
            CASE WHEN m.per = 'member' THEN r.member_id END AS member_id, r.starts,
            r.data ->> 'status' AS status, left(coalesce(r.data ->> 'reason', ''), 200) AS reason
        FROM monitoring_record r JOIN assistance_roll k ON k.name = r.topic AND k.monthly
        JOIN assistance_measure m ON m.id = k.measure_id
        JOIN monitoring_member p ON p.id = r.member_id AND p.status = 'active'
        WHERE r.current AND r.feed = ANY (%(feeds)s) AND r.household_id IS NOT NULL
            AND r.division_code BETWEEN %(first)s AND %(last)s
        ORDER BY r.member_id, r.topic, r.starts DESC
    )
"""
SAME = """a.measure_id = n.measure_id AND a.household_id = n.household_id
    AND a.person = coalesce(n.member_id, 0)"""
BEGIN = """{newest}
    INSERT INTO assistance_award (measure_id, household_id, member_id, division_id, starts_on,
        origin, note, made_at, end_reason)
    SELECT DISTINCT ON (n.measure_id, n.household_id, n.member_id) n.measure_id, n.household_id,
        n.member_id, n.division_code, n.starts, 'roll', '', now(), ''
    FROM newest n
    WHERE n.status = %(on)s AND NOT EXISTS (
        SELECT FROM assistance_award a WHERE {same}
            AND (a.ends_on IS NULL OR a.ends_on >= n.starts))
    ORDER BY n.measure_id, n.household_id, n.member_id, n.starts
    ON CONFLICT DO NOTHING
    RETURNING household_id
"""
END = """{newest}
    UPDATE assistance_award a
    SET ends_on = greatest(n.starts - 1, a.starts_on), end_reason = n.reason
    FROM newest n
    WHERE {same} AND a.origin = 'roll' AND a.ends_on IS NULL AND n.status = %(off)s
        AND n.reason <> '' AND NOT EXISTS (
            SELECT FROM newest o WHERE o.measure_id = n.measure_id
                AND o.household_id = n.household_id AND o.member_id IS NOT DISTINCT FROM n.member_id
                AND o.status = %(on)s)
    RETURNING a.household_id
"""


def follow(county: Division) -> None:
    first, last = county.code_range
    said: dict[str, Any] = {
        "feeds": list(FEEDS_OF_ROLLS), "first": first, "last": last, "on": ON_ROLL, "off": OFF_ROLL,
    }  # fmt: skip
    parts = {"newest": SQL(NEWEST), "same": SQL(SAME)}
    with connection.cursor() as cursor:
        cursor.execute(SQL(END).format(**parts), said)
        households = {household for (household,) in cursor.fetchall()}
        cursor.execute(SQL(BEGIN).format(**parts), said)
        households |= {household for (household,) in cursor.fetchall()}
    changed.tell(sorted(households))
