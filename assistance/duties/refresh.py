"""Brings what is due to the day: one statement for everybody, which writes what differs.

Said again, and after a process was killed, it finds what is left to do and nothing else.
"""

from collections.abc import Collection
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from accounts import audit
from accounts.events import Event
from monitoring.cases.casework.models import Case, Episode

# What counts as help: for the green channel what began or came since, otherwise what was given at
# any time since the household was first looked at.
REFRESH = """
    WITH episode AS (
        SELECT e.id, e.household_id, e.division_id, e.green_since, e.monitored_on,
            least(e.opened_on, e.monitored_on, e.green_since) AS begun,
            coalesce(i.has_labour, false) AS has_labour
        FROM monitoring_episode e
        LEFT JOIN monitoring_householdindicators i ON i.household_id = e.household_id
        WHERE e.state IN ('candidate', 'monitored')
            AND (%(ids)s::bigint[] IS NULL OR e.household_id = ANY (%(ids)s))
    ), asked AS (
        SELECT e.*, k.kind, k.since FROM episode e CROSS JOIN LATERAL (VALUES
            ('urgent', e.green_since),
            ('measure', e.monitored_on),
            ('development', CASE WHEN e.has_labour THEN e.monitored_on END)
        ) AS k (kind, since)
        WHERE k.since <= %(day)s
    ), due AS (
        SELECT a.*, l.step_days, CASE a.kind
            WHEN 'urgent' THEN a.since + l.urgent_days
            WHEN 'measure' THEN (a.since + make_interval(months => l.measure_months))::date
            ELSE (a.since + make_interval(months => l.development_months))::date END AS due_on
        FROM asked a CROSS JOIN LATERAL (
            SELECT * FROM assistance_helplimit l
            WHERE l.valid_from <= a.since
                AND (l.county_id IS NULL OR l.county_id = left(a.division_id, 6) || '000000')
            ORDER BY l.county_id NULLS LAST, l.valid_from DESC LIMIT 1
        ) l
    ), new AS MATERIALIZED (
        SELECT d.id AS episode_id, d.household_id, d.division_id, d.kind, d.since, d.due_on,
            h.met_on, CASE WHEN h.met_on IS NOT NULL OR d.due_on >= %(day)s THEN ''
                WHEN %(day)s - d.due_on <= d.step_days THEN 'village'
                WHEN %(day)s - d.due_on <= 2 * d.step_days THEN 'township'
                ELSE 'county' END AS missed_by
        FROM due d CROSS JOIN LATERAL (
            SELECT min(greatest(CASE WHEN d.kind = 'urgent' AND g.starts_on < d.since
                THEN came.paid_on ELSE g.starts_on END, d.since)) AS met_on
            FROM assistance_award g
            JOIN assistance_measure m ON m.id = g.measure_id
            CROSS JOIN LATERAL (
                SELECT min(v.paid_on) AS paid_on FROM assistance_delivery v
                WHERE v.award_id = g.id AND v.state = 'paid'
                    AND v.paid_on BETWEEN d.since AND %(day)s
            ) came
            WHERE g.household_id = d.household_id AND g.starts_on <= %(day)s
                AND (d.kind <> 'development' OR m.is_development)
                AND (d.kind = 'urgent' OR g.ends_on IS NULL OR g.ends_on >= d.begun)
                AND (d.kind <> 'urgent' OR g.starts_on >= d.since OR came.paid_on IS NOT NULL)
        ) h
    ), gone AS (
        DELETE FROM assistance_duty old
        WHERE (%(ids)s::bigint[] IS NULL OR old.household_id = ANY (%(ids)s)) AND NOT EXISTS (
            SELECT FROM new WHERE new.episode_id = old.episode_id AND new.kind = old.kind)
    ), written AS (
        INSERT INTO assistance_duty AS old
            (episode_id, household_id, division_id, kind, since, due_on, met_on, missed_by)
        SELECT new.* FROM new LEFT JOIN assistance_duty old USING (episode_id, kind)
        WHERE (new.division_id, new.since, new.due_on, new.met_on, new.missed_by)
            IS DISTINCT FROM
            (old.division_id, old.since, old.due_on, old.met_on, old.missed_by)
        ORDER BY new.episode_id, new.kind
        ON CONFLICT (episode_id, kind) DO UPDATE SET (division_id, since, due_on, met_on, missed_by)
            = (excluded.division_id, excluded.since, excluded.due_on, excluded.met_on,
                excluded.missed_by)
        RETURNING episode_id, kind, missed_by
    )
    SELECT count(*) FROM written LEFT JOIN assistance_duty before USING (episode_id, kind)
    WHERE written.missed_by NOT IN ('', coalesce(before.missed_by, ''))
"""


@transaction.atomic
def refresh(day: date, household_ids: Collection[int] | None = None) -> int:
    """Of these households, or everybody's; how many were handed one level up."""
    with connection.cursor() as cursor:
        ids = None if household_ids is None else list(household_ids)
        cursor.execute(REFRESH, {"day": day, "ids": ids})
        count = int(cursor.fetchone()[0])
    if count:
        audit.record(Event.HELP_ESCALATED, by=None, count=count, day=str(day))
    return count


def follow(household_ids: Collection[int]) -> None:
    """Their measures changed (awards/changed.py)."""
    refresh(timezone.localdate(), household_ids)


def follow_case(case: Case) -> None:
    """Identified or ended: what is due begins or ends (casework/outcomes.py)."""
    follow([case.household_id])


def follow_green(episode: Episode) -> None:
    """Its clock begins at once (casework/clocks.py)."""
    follow([episode.household_id])
