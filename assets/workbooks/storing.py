"""What was judged, kept: one statement for many rows, whatever they are about."""

import json
from collections.abc import Iterable, Sequence

from django.db import connection, models
from django.utils.translation import gettext as _
from psycopg2 import sql

from monitoring.exchange.models import Batch

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
