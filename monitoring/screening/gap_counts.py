"""Which households of a village a criterion cannot judge: counted, and kept where they differ."""

from django.db.backends.utils import CursorWrapper
from psycopg2.sql import SQL, Composable, Composed, Literal

from monitoring.criteria.rules import Rules
from monitoring.screening.evaluation import (
    Outcome,
    Scope,
    condition_of,
    counts_of,
)

# Beside the criteria: households of which nobody is left to judge.
WITHOUT_MEMBERS = "without-members"

GAPS = """
    counted AS MATERIALIZED (
        SELECT i.division_id, count(*) FILTER (WHERE i.members > 0) AS households,
            count(*) AS everyone, ARRAY[{missing}]::int[] AS missing
        FROM {source} i WHERE {scope} GROUP BY i.division_id
    ), per_criterion AS (
        SELECT c.division_id, u.criterion, u.missing,
            CASE u.criterion WHEN {without_members} THEN c.everyone ELSE c.households END
                AS households
        FROM counted c CROSS JOIN LATERAL unnest({codes}, c.missing) u (criterion, missing)
    )
"""
COUNT_GAPS = """
    SELECT (SELECT coalesce(sum(households), 0) FROM counted),
        (SELECT jsonb_object_agg(criterion, n)
         FROM (SELECT criterion, sum(missing) n FROM per_criterion GROUP BY criterion) s)
"""
STORE_GAPS = """
    stored AS (
        INSERT INTO monitoring_gapcount AS old (division_id, criterion, households, missing)
        SELECT division_id, criterion, new.households, new.missing
        FROM per_criterion new LEFT JOIN monitoring_gapcount known USING (division_id, criterion)
        WHERE (new.households, new.missing) IS DISTINCT FROM (known.households, known.missing)
        ON CONFLICT (division_id, criterion) DO UPDATE
        SET households = excluded.households, missing = excluded.missing
    ), gone AS (
        DELETE FROM monitoring_gapcount g
        WHERE {counts_in_scope} AND NOT EXISTS (
            SELECT FROM per_criterion p
            WHERE p.division_id = g.division_id AND p.criterion = g.criterion)
    )
"""


def count_gaps(
    cursor: CursorWrapper,
    rules: Rules,
    scope: Scope,
    outcome: Outcome,
    *,
    source: Composable,
    store: bool,
) -> None:
    """Count what cannot be judged; with `store`, keep the counts per village and criterion."""
    parts: list[Composable] = [_gaps(rules, scope, source)]
    if store:
        counts = scope.of("g", "household_id", rules)
        parts.append(SQL(STORE_GAPS).format(counts_in_scope=counts))
    cursor.execute(SQL("WITH {} {}").format(SQL(", ").join(parts), SQL(COUNT_GAPS)))
    households, missing = cursor.fetchone()
    found = counts_of(missing)
    outcome.households += int(households)
    outcome.without_members += found.pop(WITHOUT_MEMBERS, 0)
    outcome.missing.update(found)


def _gaps(rules: Rules, scope: Scope, source: Composable) -> Composed:
    missing = [
        SQL("count(*) FILTER (WHERE i.members > 0 AND {} IS NULL)").format(
            condition_of(each, rules)
        )
        for each in rules.criteria
    ]
    codes = [*(criterion.code for criterion in rules.criteria), WITHOUT_MEMBERS]
    return SQL(GAPS).format(
        source=source,
        scope=scope.of("i", "household_id", rules),
        missing=SQL(", ").join([*missing, SQL("count(*) FILTER (WHERE i.members = 0)")]),
        codes=Literal(codes),
        without_members=Literal(WITHOUT_MEMBERS),
    )
