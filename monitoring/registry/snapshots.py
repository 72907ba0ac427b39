"""A household as it was: today's rows with every later change taken back.

A row is there from the act of its `source`; a deleted one stays in its tombstone, the Change
without a field. The oldest change of a column after the moment holds what the column said then.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

from monitoring.registry.choices import Relation
from monitoring.registry.models import Household, LivingConditions, Member, Statement
from monitoring.registry.rows import ENTITY

M = TypeVar("M", bound=models.Model)

# Members may since have gone to other households (`kin`), where their later changes stand.
ROWS_AS_ON = """
    WITH RECURSIVE later AS NOT MATERIALIZED (
        SELECT c.* FROM monitoring_change c
        JOIN monitoring_source s ON s.id = c.source_id
        WHERE s.at > %(moment)s
    ), kin(id) AS (
        SELECT unnest(%(ids)s::bigint[])
        UNION
        SELECT (later.new #>> '{{}}')::bigint
        FROM kin JOIN later ON later.household_id = kin.id
        WHERE later.entity = 'member' AND later.field = 'household_id'
    ), oldest AS (
        SELECT DISTINCT ON (later.entity_id, later.field)
            later.entity_id AS id, later.field, later.old
        FROM kin JOIN later ON later.household_id = kin.id
        WHERE later.entity = %(entity)s
        ORDER BY later.entity_id, later.field, later.id
    ), past AS (
        SELECT id, jsonb_object_agg(field, old) AS said FROM oldest WHERE field <> '' GROUP BY id
    ), present AS (
        SELECT t.{key} AS id, to_jsonb(t) AS said
        FROM {table} t WHERE t.{owner} IN (SELECT id FROM kin)
        UNION ALL
        SELECT id, old FROM oldest WHERE field = ''
    ), found AS (
        SELECT present.said || coalesce(past.said, '{{}}') AS said
        FROM present LEFT JOIN past USING (id)
    )
    SELECT was.*
    FROM found
    JOIN monitoring_source made ON made.id = (found.said ->> 'source_id')::bigint
    CROSS JOIN LATERAL jsonb_populate_record(
        NULL::{table},
        found.said || jsonb_build_object('county', left(found.said ->> 'division_id', 6))
    ) was
    WHERE was.{owner} = ANY(%(ids)s) AND made.at <= %(moment)s
    ORDER BY was.{key}
"""


@dataclass(frozen=True)
class Snapshot:
    """All that the registry knew of one household at a moment."""

    household: Household
    conditions: LivingConditions | None
    members: tuple[Member, ...]
    statements: tuple[Statement, ...]


def today(household: Household) -> Snapshot:
    """The household as it is now."""
    conditions = LivingConditions.objects.filter(household=household).first()
    return _snapshot(household, conditions, household.members.all(), household.statements.all())


def as_on(household: Household, when: date | datetime) -> Snapshot | None:
    """The household at the end of a day, or at a moment; None where it was not yet known."""
    return as_on_many([household.pk], when).get(household.pk)


def as_on_many(household_ids: Sequence[int], when: date | datetime) -> dict[int, Snapshot]:
    """Snapshots by household id, in four statements however many; only of those known then."""
    moment = when if isinstance(when, datetime) else end_of(when)
    conditions = {row.pk: row for row in _rows(LivingConditions, household_ids, moment)}
    members = _by_household(_rows(Member, household_ids, moment))
    statements = _by_household(_rows(Statement, household_ids, moment))
    return {
        household.pk: _snapshot(
            household,
            conditions.get(household.pk),
            members.get(household.pk, ()),
            statements.get(household.pk, ()),
        )
        for household in _rows(Household, household_ids, moment)
    }


def _snapshot(
    household: Household,
    conditions: LivingConditions | None,
    members: Iterable[Member],
    statements: Iterable[Statement],
) -> Snapshot:
    """As people read it: the householder first and who left last; the newest year first."""
    return Snapshot(
        household,
        conditions,
        tuple(sorted(members, key=_place_in_family)),
        tuple(sorted(statements, key=lambda each: (each.ends, each.pk), reverse=True)),
    )


def _place_in_family(member: Member) -> tuple[bool, bool, date, int]:
    return (
        member.status != Member.Status.ACTIVE,
        member.relation != Relation.HEAD,
        member.birth_date or date.max,
        member.pk,
    )


def end_of(day: date) -> datetime:
    """The last moment of a day here."""
    midnight = datetime.combine(day + timedelta(days=1), time.min)
    return timezone.make_aware(midnight) - timedelta(microseconds=1)


def _rows(model: type[M], household_ids: Sequence[int], moment: datetime) -> list[M]:
    key = model._meta.pk.column
    statement = ROWS_AS_ON.format(
        table=model._meta.db_table, key=key, owner="id" if model is Household else "household_id"
    )
    bound = {"ids": list(household_ids), "moment": moment, "entity": ENTITY[model]}
    return list(model._base_manager.raw(statement, bound))


def _by_household(rows: Sequence[Any]) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = {}
    for row in rows:
        grouped.setdefault(row.household_id, []).append(row)
    return grouped
