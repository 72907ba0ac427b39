"""Many rows changed by one statement, their history written by the same. Single rows: rows.py."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.backends.utils import CursorWrapper
from psycopg2.sql import SQL, Composable, Identifier

from monitoring.registry.models import Household, LivingConditions, Source
from monitoring.registry.rows import DERIVED, ENTITY

# All parts of the statement see the table as it was before it, so `before` is the old row.
# A row made by the same act has no past to keep.
UPDATE_AND_RECORD = SQL("""
    WITH changed AS ({update} RETURNING t.*), recorded AS (
        INSERT INTO monitoring_change (source_id, household_id, entity, entity_id, field, old, new)
        SELECT %(source)s, changed.{owner}, %(entity)s, changed.{key},
            said.key, old.row -> said.key, said.value
        FROM changed
        JOIN {table} before ON before.{key} = changed.{key}
        CROSS JOIN LATERAL (SELECT to_jsonb(before) AS row OFFSET 0) old
        CROSS JOIN LATERAL jsonb_each(to_jsonb(changed)) said
        WHERE before.source_id <> %(source)s
            AND old.row -> said.key IS DISTINCT FROM said.value
            AND said.key <> ALL(%(derived)s)
    )
    SELECT DISTINCT {owner} FROM changed
""")

DELETE_AND_RECORD = SQL("""
    WITH gone AS ({delete} RETURNING t.*), recorded AS (
        INSERT INTO monitoring_change (source_id, household_id, entity, entity_id, field, old, new)
        SELECT %(source)s, gone.{owner}, %(entity)s, gone.{key}, '', to_jsonb(gone), NULL
        FROM gone
    )
    SELECT DISTINCT {owner} FROM gone
""")


# In one order, so that of two who hold some of the same households one waits for the other.
HOLD = SQL("""
    SELECT count(*) FROM (
        SELECT FROM monitoring_household h WHERE {which} ORDER BY h.id FOR NO KEY UPDATE
    ) held
""")


def hold(cursor: CursorWrapper, which: Composable, params: Mapping[str, Any]) -> None:
    """Wait for whoever writes to the households `h` of that condition, and keep others waiting.

    Before update_rows: a statement that waits for a row meanwhile would write down as old what was
    there before the other one, not what it replaces.
    """
    cursor.execute(HOLD.format(which=which), params)


def update_rows(
    cursor: CursorWrapper,
    model: type[models.Model],
    update: Composable,
    *,
    source: Source,
    params: Mapping[str, Any],
) -> list[int]:
    """Run `update` (UPDATE <table> t …, without RETURNING); ids of the households it changed.

    One Change for every value that differs. The statement itself must leave out equal rows.
    """
    return _run(cursor, model, UPDATE_AND_RECORD, source, params, update=update)


def delete_rows(
    cursor: CursorWrapper,
    model: type[models.Model],
    delete: Composable,
    *,
    source: Source,
    params: Mapping[str, Any],
) -> list[int]:
    """Run `delete` (DELETE FROM <table> t …); the same, with one tombstone per row."""
    return _run(cursor, model, DELETE_AND_RECORD, source, params, delete=delete)


def owner(model: type[models.Model]) -> Identifier:
    """The column that names the household of a row."""
    return Identifier("id" if model is Household else "household_id")


def key(model: type[models.Model]) -> Identifier:
    return Identifier("household_id" if model is LivingConditions else "id")


def _run(
    cursor: CursorWrapper,
    model: type[models.Model],
    statement: SQL,
    source: Source,
    params: Mapping[str, Any],
    **parts: Composable,
) -> list[int]:
    parts |= {
        "table": Identifier(model._meta.db_table), "owner": owner(model), "key": key(model),
    }  # fmt: skip
    own = {"source": source.pk, "entity": ENTITY[model].value, "derived": list(DERIVED)}
    bound: dict[str, Any] = {**params, **own}
    cursor.execute(statement.format(**parts), bound)
    return [household for (household,) in cursor.fetchall()]
