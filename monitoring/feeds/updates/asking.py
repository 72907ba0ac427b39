"""The open differences of a household as questions, for the form of a visit and its own page."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from django.db import models
from django.urls import reverse
from django.utils import timezone

from monitoring.cases.visits.questions import Question, Said
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.catalogue.schema import Entity
from monitoring.feeds.updates.models import Difference
from monitoring.feeds.updates.writing import MODELS, column
from monitoring.registry import wording
from monitoring.registry.choices import Relation
from monitoring.registry.models import Change, Household, Member, Source

Subject = tuple[str, int]  # entity and its id
Givers = Mapping[tuple[str, int, str], Source]


def questions(household: Household) -> list[Question]:
    opened = list(household.differences.open().select_related("record").order_by("id"))
    if not opened:
        return []
    rows, givers = _rows(opened), _givers(household, opened)
    return [
        _question(each, rows[each.entity, each.entity_id], givers)
        for each in opened
        if (each.entity, each.entity_id) in rows
    ]


def _question(difference: Difference, row: models.Model, givers: Givers) -> Question:
    name, field = difference.field, column(row, difference.field)
    whose = row.name if isinstance(row, Member) else ""
    known = getattr(row, name)
    given = givers.get((difference.entity, difference.entity_id, name)) or _own_source(row)
    label = wording.label(type(row), name)
    record = difference.record
    return Question(
        id=_id(difference, known),
        key=".".join(filter(None, [difference.entity, _number(row), name])),
        title=f"{whose} · {label}" if whose else label,
        known=Said(wording.said(field, known), named(given), _day(given)),
        told=Said(wording.said(field, difference.told), record.feed_label, record.starts),
        elsewhere=_elsewhere(difference, row),
    )


def named(source: Source) -> str:
    """Who gave a value: a feed by its name, else the kind of act."""
    feed = FEEDS.get(source.feed)
    return str(feed.label) if feed else str(Source.Kind(source.kind).label)


def _day(source: Source) -> date:
    return timezone.localdate(source.at)


def _own_source(row: models.Model) -> Source:
    return cast("Source", cast("Any", row).source)


def _number(row: models.Model) -> str:
    return str(row.pk) if isinstance(row, Member) else ""


def _id(difference: Difference, known: Any) -> str:
    shown = json.dumps([difference.told, known, difference.record_id], default=str)
    return f"{difference.pk}-{hashlib.sha256(shown.encode()).hexdigest()[:12]}"


def _elsewhere(difference: Difference, row: models.Model) -> str:
    """A householder who leaves is followed by another; who left already comes back first."""
    if not isinstance(row, Member) or difference.field != "status":
        return ""
    if row.status != Member.Status.ACTIVE:
        return reverse("registry:member-return", args=[row.pk])
    others = row.household.members.active().exclude(pk=row.pk)
    if row.relation == Relation.HEAD and others.exists():
        return reverse("registry:member-leave", args=[row.pk])
    return ""


def _rows(opened: Sequence[Difference]) -> dict[Subject, models.Model]:
    """The rows that the differences are about, a query per entity."""
    found: dict[Subject, models.Model] = {}
    for entity in sorted({each.entity for each in opened}):
        ids = [each.entity_id for each in opened if each.entity == entity]
        rows = MODELS[Entity(entity)]._base_manager.select_related("source").filter(pk__in=ids)
        found |= {(entity, row.pk): row for row in rows}
    return found


def _givers(household: Household, opened: Sequence[Difference]) -> Givers:
    """The source of the newest change of each value; a first value has none."""
    changes = Change.objects.filter(
        household_id=household.pk, field__in={each.field for each in opened}
    )
    newest = changes.select_related("source").order_by("id")
    return {(each.entity, each.entity_id, each.field): each.source for each in newest}
