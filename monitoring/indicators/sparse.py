"""Keeping a sparse table beside the wide one: its rows are computed by one statement, and only
what differs is written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg2 import sql

from accounts.models import Division

IN_AREA = "{division} BETWEEN %(first)s AND %(last)s"
OF_HOUSEHOLDS = "{id} = ANY (%(ids)s)"
# In one order, so that two refreshes of the same households wait for each other instead of locking
# each other out.
REFRESH = """
    WITH new AS MATERIALIZED ({computed}), gone AS (
        DELETE FROM {table} old WHERE {scope}
            AND NOT EXISTS (SELECT FROM new WHERE new.household_id = old.household_id)
        RETURNING 1
    ), written AS (
        INSERT INTO {table} ({columns})
        SELECT {new_values} FROM new LEFT JOIN {table} old USING (household_id)
        WHERE ({new_values}) IS DISTINCT FROM ({old_values})
        ORDER BY household_id
        ON CONFLICT (household_id) DO UPDATE SET ({columns}) = ({excluded})
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM written)
"""


@dataclass(frozen=True)
class Scope:
    """Of which households: these, those of a division, or all."""

    division: Division | None = None
    household_ids: Sequence[int] | None = None

    @property
    def is_area(self) -> bool:
        return self.household_ids is None and self.division is not None

    @property
    def parameters(self) -> dict[str, Any]:
        if self.household_ids is not None:
            return {"ids": list(self.household_ids)}
        if self.division is not None:
            first, last = self.division.code_range
            return {"first": first, "last": last}
        return {}

    def of(self, household: str, division: str) -> sql.SQL:
        """The condition on these columns."""
        if self.household_ids is not None:
            return sql.SQL(OF_HOUSEHOLDS.format(id=household))
        return sql.SQL(IN_AREA.format(division=division) if self.division is not None else "true")


def bring(
    table: str,
    codes: Sequence[str],
    computed: sql.Composable,
    scope: Scope,
    parameters: Mapping[str, Any],
) -> int:
    """Make the rows of the scope those that `computed` selects; how many changed."""
    names = ("household_id", "division_id", *codes)
    statement = sql.SQL(REFRESH).format(
        computed=computed,
        table=sql.Identifier(table),
        scope=scope.of("old.household_id", "old.division_id"),
        columns=_columns(names),
        new_values=_columns(names, "new"),
        old_values=_columns(names, "old"),
        excluded=_columns(names, "excluded"),
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, scope.parameters | dict(parameters))
        return int(cursor.fetchone()[0])


def make(
    cursor: CursorWrapper,
    table: str,
    computed: sql.Composable,
    scope: Scope,
    parameters: Mapping[str, Any],
) -> None:
    """The temporary table `table` of what `computed` selects, until this transaction ends."""
    statement = sql.SQL("CREATE TEMP TABLE {} ON COMMIT DROP AS {}")
    cursor.execute(
        statement.format(sql.Identifier(table), computed), scope.parameters | dict(parameters)
    )


def _columns(names: Sequence[str], *alias: str) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(*alias, name) for name in names)
