"""Keeping a sparse table beside the wide one: its rows are computed by one statement, and only
what differs is written.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone
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


def of_day(day: date) -> Mapping[str, Any]:
    return {"day": day}


@dataclass(frozen=True)
class Sparse:
    """A table and the statement that says its rows; `asked` are the statement's parameters."""

    table: str
    codes: Sequence[str]
    computed: Callable[[Scope], sql.Composable]
    asked: Callable[[date], Mapping[str, Any]] = of_day

    def refresh(
        self,
        *,
        as_of: date,
        division: Division | None = None,
        household_ids: Sequence[int] | None = None,
    ) -> int:
        """Bring the rows of these households (all, where neither is given) to the day `as_of`:
        today, for the table holds one day only. Returns how many rows changed.
        """
        scope = Scope(division, household_ids)
        names = ("household_id", "division_id", *self.codes)
        statement = sql.SQL(REFRESH).format(
            computed=self.computed(scope),
            table=sql.Identifier(self.table),
            scope=scope.of("old.household_id", "old.division_id"),
            columns=_columns(names),
            new_values=_columns(names, "new"),
            old_values=_columns(names, "old"),
            excluded=_columns(names, "excluded"),
        )
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, scope.parameters | dict(self.asked(as_of)))
            return int(cursor.fetchone()[0])

    def compute(
        self, cursor: CursorWrapper, table: str, *, as_of: date, division: Division | None = None
    ) -> None:
        """Make the temporary table `table`: the rows as they are on another day, by what is
        recorded today, until this transaction ends.
        """
        scope = Scope(division)
        statement = sql.SQL("CREATE TEMP TABLE {} ON COMMIT DROP AS {}")
        cursor.execute(
            statement.format(sql.Identifier(table), self.computed(scope)),
            scope.parameters | dict(self.asked(as_of)),
        )

    def follow(self, household_ids: Collection[int]) -> None:
        """Something of these households changed: bring them to today."""
        self.refresh(as_of=timezone.localdate(), household_ids=list(household_ids))


def _columns(names: Sequence[str], *alias: str) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(*alias, name) for name in names)
