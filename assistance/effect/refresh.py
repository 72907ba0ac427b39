"""Brings what help did to the day: one statement for everybody, which writes what differs."""

from collections.abc import Collection
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from monitoring.cases.casework.models import Case

# Two quarters: that long a measure runs before it is asked whether it changed anything.
REFRESH = """
    WITH new AS MATERIALIZED (
        SELECT e.id AS episode_id, e.household_id, e.division_id,
            e.state = 'monitored' AS is_monitored, e.monitored_on, e.closed_on,
            g.first_on,
            CASE WHEN g.first_on IS NOT NULL
                THEN greatest(g.first_on - e.monitored_on, 0) END AS lag,
            g.given, g.development_given, coalesce(i.has_labour, false) AS has_labour, c.cost,
            CASE WHEN e.state = 'monitored' AND EXISTS (
                SELECT FROM monitoring_flag f WHERE f.household_id = e.household_id
                    AND f.cleared_on IS NULL AND f.effect = 'clue'
                    AND f.first_seen <= %(day)s::date - interval '6 months'
            ) THEN g.long ELSE 0 END AS without_effect
        FROM monitoring_episode e
        LEFT JOIN monitoring_householdindicators i ON i.household_id = e.household_id
        CROSS JOIN LATERAL (
            SELECT least(e.opened_on, e.monitored_on) AS begun,
                least(coalesce(e.closed_on, %(day)s), %(day)s) AS ended
        ) t
        CROSS JOIN LATERAL (
            SELECT min(greatest(a.starts_on, t.begun)) AS first_on,
                count(*) FILTER (WHERE r.runs) AS given,
                count(*) FILTER (WHERE r.runs AND m.is_development) AS development_given,
                count(*) FILTER (
                    WHERE r.runs AND a.starts_on <= %(day)s::date - interval '6 months') AS long
            FROM assistance_award a
            JOIN assistance_measure m ON m.id = a.measure_id
            CROSS JOIN LATERAL (SELECT a.ends_on IS NULL OR a.ends_on >= %(day)s AS runs) r
            WHERE a.household_id = e.household_id AND a.starts_on <= t.ended
                AND (a.ends_on IS NULL OR a.ends_on >= t.begun)
        ) g
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(d.amount), 0) AS cost FROM assistance_delivery d
            WHERE d.household_id = e.household_id AND d.state = 'paid'
                AND d.paid_on BETWEEN t.begun AND t.ended
        ) c
        WHERE e.state IN ('monitored', 'eliminated') AND e.monitored_on <= %(day)s
            AND (%(ids)s::bigint[] IS NULL OR e.household_id = ANY (%(ids)s))
    ), gone AS (
        DELETE FROM assistance_helpeffect old
        WHERE (%(ids)s::bigint[] IS NULL OR old.household_id = ANY (%(ids)s))
            AND NOT EXISTS (SELECT FROM new WHERE new.episode_id = old.episode_id)
        RETURNING 1
    ), written AS (
        INSERT INTO assistance_helpeffect ({columns})
        SELECT {new} FROM new LEFT JOIN assistance_helpeffect old USING (episode_id)
        WHERE ({new}) IS DISTINCT FROM ({old})
        ORDER BY episode_id
        ON CONFLICT (episode_id) DO UPDATE SET ({columns}) = ({excluded})
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM written)
"""
COLUMNS = (
    "episode_id", "household_id", "division_id", "is_monitored", "monitored_on", "closed_on",
    "first_on", "lag", "given", "development_given", "has_labour", "cost", "without_effect",
)  # fmt: skip


@transaction.atomic
def refresh(day: date, household_ids: Collection[int] | None = None) -> int:
    """Of these households, or everybody's; how many rows changed."""
    with connection.cursor() as cursor:
        ids = None if household_ids is None else list(household_ids)
        cursor.execute(_statement(), {"day": day, "ids": ids})
        return int(cursor.fetchone()[0])


def follow(household_ids: Collection[int]) -> None:
    """Their measures changed, or what reached them (awards/changed.py)."""
    refresh(timezone.localdate(), household_ids)


def follow_case(case: Case) -> None:
    """Identified or ended (casework/outcomes.py)."""
    follow([case.household_id])


def _statement() -> str:
    names = {alias: ", ".join(f"{alias}.{name}" for name in COLUMNS) for alias in ("new", "old")}
    excluded = ", ".join(f"excluded.{name}" for name in COLUMNS)
    return REFRESH.format(columns=", ".join(COLUMNS), excluded=excluded, **names)
