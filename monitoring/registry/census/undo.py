"""What a batch did, taken back: values it changed and rows it made, unless somebody built on them.

A value goes back where it still is what the batch wrote and nothing took its place since
(going_back.py); a row that the batch made goes where nothing else came to it since. History stays:
what is set back is a change, a row leaves its tombstone.
"""

from typing import Any, NamedTuple

from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper
from psycopg2.sql import SQL, Composable, Identifier

from monitoring.exchange.models import Batch
from monitoring.registry import history
from monitoring.registry.census import going_back
from monitoring.registry.census.going_back import MADE, UNTOUCHED
from monitoring.registry.census.read import Tick
from monitoring.registry.models import (
    Household,
    LivingConditions,
    Member,
    Pairing,
    Source,
    Statement,
)
from monitoring.registry.rows import DERIVED, ENTITY


class Kept(NamedTuple):
    """One value that stays, because it was changed since; an empty field is a whole row."""

    household: str
    entity: str
    field: str


SET_BACK = SQL("""
    UPDATE {table} t SET ({columns}) = (
        SELECT {columns} FROM jsonb_populate_record(t, back.said)
    )
    FROM (
        SELECT entity_id, jsonb_object_agg(field, old) AS said
        FROM {values} WHERE NOT stays GROUP BY entity_id
    ) back
    WHERE t.{key} = back.entity_id
""")

# The members of a household that went back to its village go with it, also those who came since.
MOVE_ALONG = SQL("""
    UPDATE monitoring_member t SET division_id = h.division_id
    FROM monitoring_household h
    WHERE h.id = ANY(%(households)s) AND t.household_id = h.id AND t.division_id <> h.division_id
""")

MADE_AND_KEPT = SQL("""
    SELECT DISTINCT h.code FROM {table} t JOIN monitoring_household h ON h.id = t.{owner}
    WHERE {made} ORDER BY 1
""")

TOMBSTONES = """
    INSERT INTO monitoring_change (source_id, household_id, entity, entity_id, field, old, new)
    SELECT %(source)s, t.id, 'household', t.id, '', to_jsonb(t), NULL
    FROM monitoring_household t WHERE t.id = ANY(%(ids)s)
"""

OF_BATCH = SQL("""h.id IN (
    SELECT c.household_id FROM monitoring_change c
    JOIN monitoring_source s ON s.id = c.source_id WHERE s.batch_id = %(batch)s
    UNION SELECT t.id FROM monitoring_household t
    JOIN monitoring_source s ON s.id = t.source_id WHERE s.batch_id = %(batch)s
    UNION SELECT t.household_id FROM monitoring_member t
    JOIN monitoring_source s ON s.id = t.source_id WHERE s.batch_id = %(batch)s
    UNION SELECT t.household_id FROM monitoring_statement t
    JOIN monitoring_source s ON s.id = t.source_id WHERE s.batch_id = %(batch)s)
""")

# Those that hang on another come first.
MODELS: tuple[type[models.Model], ...] = (Member, Statement, LivingConditions, Household)


def changed_since(batch: Batch) -> list[Kept]:
    """Values that undoing would leave as they are; nothing is undone yet."""
    with transaction.atomic(), connection.cursor() as cursor:
        parts = [Undoing(cursor, model, batch, Source()) for model in MODELS]
        return sorted(kept for part in parts for kept in part.changed_since())


def undo_changes(batch: Batch, source: Source, tick: Tick) -> tuple[list[int], list[Kept]]:
    """Ids of the households touched, and what stays because it was changed since."""
    touched: set[int] = set()
    kept: list[Kept] = []
    with connection.cursor() as cursor:
        history.hold(cursor, OF_BATCH, {"batch": batch.pk})
        for done, model in enumerate(MODELS):
            tick(done, len(MODELS))
            undoing = Undoing(cursor, model, batch, source)
            kept += undoing.changed_since()
            touched.update(undoing.remove())  # first, for what they took may go back now
            touched.update(undoing.set_back())
            kept += undoing.left()
        params = {"households": list(touched)}
        history.update_rows(cursor, Member, MOVE_ALONG, source=source, params=params)
    gone = set(touched) - set(Household.objects.filter(pk__in=touched).values_list("pk", flat=True))
    return sorted(touched - gone), sorted(kept)


class Undoing:
    """One table's part."""

    def __init__(
        self, cursor: CursorWrapper, model: type[models.Model], batch: Batch, source: Source
    ) -> None:
        self._cursor = cursor
        self._model = model
        self._source = source
        self._params: dict[str, Any] = {
            "batch": batch.pk, "entity": ENTITY[model].value, "source": source.pk,
        }  # fmt: skip
        self._names: dict[str, Composable] = {
            "table": Identifier(model._meta.db_table),
            "key": history.key(model),
            "owner": history.owner(model),
            "values": going_back.values(model),
            "made": SQL(MADE),
        }

    def changed_since(self) -> list[Kept]:
        for statement, fields in going_back.statements(self._model):
            self._cursor.execute(statement, self._params | {"fields": fields})
        rows = self._rows(going_back.STAYING)
        return [Kept(code, ENTITY[self._model].value, field) for code, field in rows]

    def set_back(self) -> list[int]:
        fields = [
            field.attname
            for field in self._model._meta.concrete_fields
            if not field.primary_key and field.attname not in DERIVED
        ]
        columns = SQL(", ").join([Identifier(field) for field in fields])
        statement = SET_BACK.format(columns=columns, **self._names)
        return history.update_rows(
            self._cursor, self._model, statement, source=self._source, params=self._params
        )

    def remove(self) -> list[int]:
        """Delete the rows that the batch made and nobody touched."""
        condition = SQL(f"{MADE} AND {UNTOUCHED} AND {{unheld}}").format(
            unheld=unheld(self._model), **self._names
        )
        if self._model is Household:
            return self._remove_households(condition)
        statement = SQL("DELETE FROM {table} t WHERE {condition}").format(
            condition=condition, **self._names
        )
        return history.delete_rows(
            self._cursor, self._model, statement, source=self._source, params=self._params
        )

    def _remove_households(self, condition: Composable) -> list[int]:
        """Through Django, so that what other slices hang on a household goes with it."""
        rows = self._rows(SQL("SELECT t.id FROM {table} t WHERE {condition}"), condition=condition)
        ids = [household for (household,) in rows]
        self._cursor.execute(TOMBSTONES, self._params | {"ids": ids})
        Household.objects.filter(pk__in=ids).delete()
        return ids

    def left(self) -> list[Kept]:
        """Rows that the batch made and somebody touched."""
        rows = self._rows(MADE_AND_KEPT)
        return [Kept(code, ENTITY[self._model].value, "") for (code,) in rows]

    def _rows(self, statement: SQL, **names: Composable) -> list[tuple[Any, ...]]:
        self._cursor.execute(statement.format(**self._names, **names), self._params)
        return list(self._cursor.fetchall())


# Facts of a household are deleted before it, by these statements and not by Django.
FACTS = (Member, Statement, LivingConditions)


def unheld(model: type[models.Model]) -> Composable:
    """That nothing rests on row `t` any more: no fact of a household, and no work of people.

    Of a household, what screening derived (flags, clues, visits due) goes with it by Django's
    cascade; whatever Django protects, a case or a visit for example, keeps it.
    """
    held_by = [
        relation.field
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel)
        and (
            model is not Household
            or relation.on_delete is models.PROTECT
            or relation.related_model in (*FACTS, Pairing)
        )
    ]
    return (
        SQL(" AND ").join(
            SQL("NOT EXISTS (SELECT FROM {} held WHERE held.{} = t.{})").format(
                Identifier(field.model._meta.db_table), Identifier(field.column), history.key(model)
            )
            for field in held_by
        )
        if held_by
        else SQL("TRUE")
    )
