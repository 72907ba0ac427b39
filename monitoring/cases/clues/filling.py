"""From flags to clues: one statement after each screening, whatever the number of households.

A clue rests on the open flags of effect clue that nobody has judged as they are now. A household
has one; further flags join it. Where all its flags cleared while it waits, it closes by itself.
"""

from collections.abc import Sequence
from datetime import date

from django.db import connection
from psycopg2.sql import SQL, Composed, Literal

from monitoring.criteria.rules import Rules
from monitoring.registry.models import Household
from monitoring.screening.evaluation import Scope
from monitoring.screening.models import Run

# Locked in one order, as judging locks them: neither waits for the other in a circle.
FILL = """
    WITH resting AS MATERIALIZED (
        SELECT f.household_id, coalesce(max(f.gap), 0) AS gap,
            count(*) FILTER (WHERE f.severity = 'red') AS reds,
            array_agg(f.criterion::varchar ORDER BY f.criterion) AS criteria
        FROM monitoring_flag f
        WHERE f.cleared_on IS NULL AND f.effect = 'clue' AND {flags}
            AND NOT EXISTS (
                SELECT FROM monitoring_quietflag q
                WHERE q.household_id = f.household_id AND q.criterion = f.criterion
                    AND q."values" = f."values")
        GROUP BY f.household_id
    ), changed AS MATERIALIZED (
        SELECT c.id, n.*
        FROM monitoring_clue c
        JOIN monitoring_household h ON h.id = c.household_id
        JOIN monitoring_source s ON s.id = h.source_id
        LEFT JOIN resting r ON r.household_id = c.household_id
        CROSS JOIN LATERAL (SELECT
            c.state IN ('waiting', 'deferred') AND r.household_id IS NULL AND NOT c.reported
                AS cleared,
            c.state IN ('waiting', 'deferred') AND NOT r.criteria <@ c.criteria AS joined
        ) is_now
        CROSS JOIN LATERAL (SELECT
            {standing} AS standing, coalesce(r.reds, 0) AS reds, coalesce(r.gap, 0) AS gap,
            coalesce(r.criteria, '{{}}') AS criteria,
            CASE WHEN cleared THEN 'cleared' WHEN joined THEN 'waiting' ELSE c.state END AS state,
            CASE WHEN joined AND NOT {backlog} AND (c.due_on IS NULL OR c.state = 'deferred')
                THEN {due} ELSE c.due_on END AS due_on
        ) n
        WHERE c.state IN ('waiting', 'deferred', 'checking') AND {households}
            AND (c.standing, c.reds, c.gap, c.criteria, c.state, c.due_on)
                IS DISTINCT FROM (n.standing, n.reds, n.gap, n.criteria, n.state, n.due_on)
        ORDER BY c.id
        FOR UPDATE OF c
    ), written AS (
        UPDATE monitoring_clue c
        SET standing = n.standing, reds = n.reds, gap = n.gap, criteria = n.criteria,
            state = n.state, due_on = n.due_on,
            closed_on = CASE WHEN n.state = 'cleared' THEN {day} END
        FROM changed n
        WHERE c.id = n.id
    ), fresh AS MATERIALIZED (
        SELECT r.* FROM resting r
        WHERE NOT EXISTS (
            SELECT FROM monitoring_clue c
            WHERE c.household_id = r.household_id
                AND c.state IN ('waiting', 'deferred', 'checking'))
    )
    INSERT INTO monitoring_clue (household_id, division_id, state, standing, reds, gap, criteria,
        reported, raised_on, due_on, reason)
    SELECT h.id, h.division_id, 'waiting', {standing}, r.reds, r.gap, r.criteria,
        FALSE, {day}, CASE WHEN NOT {backlog} THEN {due} END, ''
    FROM fresh r
    JOIN monitoring_household h ON h.id = r.household_id
    JOIN monitoring_source s ON s.id = h.source_id
    WHERE h.status = 'active'
    ON CONFLICT DO NOTHING
"""
STANDING = SQL("""
    CASE WHEN h.monitored_type IS NOT NULL THEN CASE WHEN h.risk_eliminated THEN 1 ELSE 0 END
        WHEN h.household_type = '脱贫户' THEN 2 ELSE 3 END
""")
REPORTED = SQL("""
    INSERT INTO monitoring_clue (household_id, division_id, state, standing, reds, gap, criteria,
        reported, raised_on, reason)
    SELECT h.id, h.division_id, 'waiting', {standing}, 0, 0, '{{}}', TRUE, %s, ''
    FROM monitoring_household h WHERE h.id = %s
    ON CONFLICT DO NOTHING
""").format(standing=STANDING)
DUE = """
    (SELECT {day} + l.days FROM monitoring_judgementlimit l
     WHERE l.valid_from <= {day} AND (l.county_id IS NULL OR l.county_id = h.county || '000000')
     ORDER BY l.county_id NULLS LAST, l.valid_from DESC LIMIT 1)
"""


def fill(run: Run, scope: Scope, groups: Sequence[Rules]) -> None:
    """Listens to screening (monitoring/apps.py), inside its transaction and under its locks."""
    earlier = Run.objects.before(run)
    with connection.cursor() as cursor:
        for rules in groups:
            cursor.execute(_statement(run, earlier, scope, rules))


def raise_reported(household: Household, *, on: date) -> None:
    """A clue without a flag, of which a person told; nothing where the household has one."""
    with connection.cursor() as cursor:
        cursor.execute(REPORTED, [on, household.pk])


def _statement(run: Run, earlier: Run | None, scope: Scope, rules: Rules) -> Composed:
    day = SQL("{}::date").format(Literal(run.as_of))
    return SQL(FILL).format(
        day=day,
        due=SQL(DUE).format(day=day),
        standing=STANDING,
        backlog=_backlog(run, earlier, rules),
        flags=scope.of("f", "household_id", rules),
        households=scope.of("h", "id", rules),
    )


def _backlog(run: Run, earlier: Run | None, rules: Rules) -> Composed:
    """The condition on a household (source `s`) that its flags tell of no event.

    All of them where nobody was judged here before or the rules are new since; else those that an
    import has brought since the run before.
    """
    if earlier is None or run.trigger == Run.Trigger.RELEASE or _newer(rules, earlier):
        return SQL("{}").format(Literal(True))
    return SQL("(s.kind = 'batch' AND s.at > {})").format(Literal(earlier.at))


def _newer(rules: Rules, earlier: Run) -> bool:
    """Whether the criteria or a parameter hold only since after that run."""
    started = [rules.version.valid_from, *(each.valid_from for each in rules.parameters.values())]
    return max(started) > earlier.as_of
