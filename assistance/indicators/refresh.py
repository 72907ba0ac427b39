"""Fills the table: one statement over the measures in force, what came in the twelve months until
the day, and who is monitored without any measure.
"""

from psycopg2 import sql

from assistance.indicators.catalogue import OF_ASSISTANCE
from monitoring.indicators.sparse import Scope, Sparse

TABLE = "assistance_assistanceindicators"
COMPUTED = """
    WITH said AS (
        SELECT a.household_id, 1 AS given, m.is_development::int AS developing,
            0::numeric AS received, 0 AS waits
        FROM assistance_award a JOIN assistance_measure m ON m.id = a.measure_id
        WHERE a.starts_on <= %(day)s AND (a.ends_on IS NULL OR a.ends_on >= %(day)s) AND {awards}
        UNION ALL
        SELECT d.household_id, 0, 0, d.amount, 0 FROM assistance_delivery d
        WHERE d.state = 'paid' AND d.paid_on > (%(day)s::date - interval '1 year')
            AND d.paid_on <= %(day)s AND {deliveries}
        UNION ALL
        SELECT e.household_id, 0, 0, 0, %(day)s - greatest(e.monitored_on, before.ended_on)
        FROM monitoring_episode e CROSS JOIN LATERAL (
            SELECT max(a.ends_on) AS ended_on,
                coalesce(bool_or(a.ends_on IS NULL OR a.ends_on >= %(day)s), false) AS runs
            FROM assistance_award a
            WHERE a.household_id = e.household_id AND a.starts_on <= %(day)s
        ) before
        WHERE e.state = 'monitored' AND e.monitored_on <= %(day)s AND NOT before.runs
            AND {episodes}
    )
    SELECT h.id AS household_id, h.division_id, {values}
    FROM said s JOIN monitoring_household h ON h.id = s.household_id AND h.status = 'active'
    GROUP BY h.id, h.division_id
    HAVING sum(s.given) + sum(s.received) + max(s.waits) > 0
"""


def _computed(scope: Scope) -> sql.Composed:
    values = (
        sql.SQL(f"{each.sql} AS {{}}").format(sql.Identifier(each.code)) for each in OF_ASSISTANCE
    )
    return sql.SQL(COMPUTED).format(
        awards=scope.of("a.household_id", "a.division_id"),
        deliveries=scope.of("d.household_id", "d.division_id"),
        episodes=scope.of("e.household_id", "e.division_id"),
        values=sql.SQL(", ").join(values),
    )


ROWS = Sparse(TABLE, [each.code for each in OF_ASSISTANCE], _computed)
