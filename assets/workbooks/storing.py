"""What was judged, kept: one statement for many rows, whatever they are about."""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg2 import sql

from accounts.models import User
from assets.ledger.changed import BeforeAfter
from assets.workbooks.judging import Changes
from monitoring.exchange.models import Batch

AT_ONCE = 2000
UPDATE = """
    UPDATE {table} kept SET {values}
    FROM jsonb_populate_recordset(NULL::{table}, %s) said WHERE kept.id = said.id
"""


def told(batch: Batch) -> str:
    return _("Workbook %(number)s") % {"number": batch.pk}


def update(model: type[models.Model], things: Iterable[models.Model], names: Sequence[str]) -> None:
    """These columns of all of them in one statement."""
    rows = [{name: getattr(each, name) for name in ("id", *names)} for each in things]
    values = (sql.SQL("{0} = said.{0}").format(sql.Identifier(name)) for name in names)
    statement = sql.SQL(UPDATE).format(
        table=sql.Identifier(model._meta.db_table), values=sql.SQL(", ").join(values)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(rows, default=str)])


def remember(
    model: type[BeforeAfter],
    changed: Collection[tuple[models.Model, Changes]],
    *,
    reason: str,
    by: User,
    batch: Batch | None,
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
