"""Correcting one thing or many: what differs, and the rows that keep what was said before."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.db import models
from django.utils import timezone

from accounts.models import User
from assets.ledger.changed import BeforeAfter
from monitoring.exchange.models import Batch

AT_ONCE = 2000
Changes = dict[str, tuple[str, str]]  # by field: before, after


def set_values(
    thing: Any,
    values: Mapping[str, Any],
    said: Callable[[Any, str], str],
    put: Callable[[Any, str, Any], None] = setattr,
) -> Changes:
    """Give the thing the values; what is no longer said as before. `said` tells a value as text."""
    before = {name: said(thing, name) for name in values}
    for name, value in values.items():
        put(thing, name, value)
    after = {name: said(thing, name) for name in values}
    return {name: (before[name], after[name]) for name in values if before[name] != after[name]}


def remember(
    model: type[BeforeAfter],
    changed: Collection[tuple[models.Model, Changes]],
    *,
    reason: str,
    by: User,
    batch: Batch | None = None,
) -> None:
    """What was said of each before."""
    shared: dict[str, Any] = {"reason": reason, "by": by, "at": timezone.now(), "batch": batch}
    model._default_manager.bulk_create(
        (
            model(**{model.about: thing}, field=name, before=before, after=after, **shared)
            for thing, changes in changed
            for name, (before, after) in changes.items()
        ),
        batch_size=AT_ONCE,
    )
