"""SQL that writes the history of single rows. Many rows at once: history.py."""

from django.db import connection, models
from psycopg2 import sql

from monitoring.registry.models import (
    Change,
    Household,
    LivingConditions,
    Member,
    Source,
    Statement,
)

ENTITY: dict[type[models.Model], Change.Entity] = {
    Household: Change.Entity.HOUSEHOLD,
    LivingConditions: Change.Entity.CONDITIONS,
    Statement: Change.Entity.STATEMENT,
    Member: Change.Entity.MEMBER,
}
# Follows from another column, and is not kept twice.
DERIVED = ("county",)

AS_JSON = "SELECT to_jsonb(t)::text FROM {table} t WHERE t.{key} = %s"

# A member who moves changes under both households, so that each tells its own past.
RECORD_DIFFERENCE = """
    INSERT INTO monitoring_change (source_id, household_id, entity, entity_id, field, old, new)
    SELECT %(source)s, household.id, %(entity)s, %(key)s, new.key, old.value, new.value
    FROM {table} t
    CROSS JOIN LATERAL jsonb_each(to_jsonb(t)) new
    JOIN jsonb_each(%(before)s::jsonb) old ON old.key = new.key
    CROSS JOIN LATERAL (
        SELECT (%(before)s::jsonb ->> %(owner)s)::bigint UNION SELECT t.{owner}
    ) household(id)
    WHERE t.{key} = %(key)s AND old.value IS DISTINCT FROM new.value AND new.key <> ALL(%(derived)s)
"""


def as_json(row: models.Model) -> str:
    """The stored row as PostgreSQL writes it: exact numbers, dates as text, bytes as hex."""
    with connection.cursor() as cursor:
        cursor.execute(_about(row, AS_JSON), [row.pk])
        found: tuple[str] = cursor.fetchone()
    return found[0]


def record_difference(row: models.Model, before: str, *, source: Source) -> None:
    """One Change for every column of the stored row that differs from `before` (`as_json`)."""
    with connection.cursor() as cursor:
        cursor.execute(
            _about(row, RECORD_DIFFERENCE),
            {
                "source": source.pk,
                "entity": ENTITY[type(row)],
                "key": row.pk,
                "owner": _owner(row),
                "before": before,
                "derived": list(DERIVED),
            },
        )


def _owner(row: models.Model) -> str:
    return "id" if isinstance(row, Household) else "household_id"


def _key(row: models.Model) -> str:
    return "household_id" if isinstance(row, LivingConditions) else "id"


def _about(row: models.Model, statement: str) -> sql.Composed:
    return sql.SQL(statement).format(
        table=sql.Identifier(row._meta.db_table),
        key=sql.Identifier(_key(row)),
        owner=sql.Identifier(_owner(row)),
    )
