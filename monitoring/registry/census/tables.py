"""The staging tables of one batch: what its files say, before any of it is in the registry.

They outlive the process that filled them (the preview reads them) and go when the batch is
applied or discarded. UNLOGGED: after a crash of the server they are empty and the files are read
again. Names are made of the batch's number alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg2.sql import SQL, Composable, Composed, Identifier

from monitoring.exchange.models import Batch
from monitoring.registry.models import Household, LivingConditions, Member, Statement
from monitoring.registry.sheets import SHEETS, SheetKind

# Told by the ID number where the file has no column for them.
DERIVED = ("id_kind", "sex", "birth_date", "disability_type", "disability_grade")


@dataclass(frozen=True)
class SheetRecord:
    """One sheet of the batch, as `BatchFile.sheets` remembers it."""

    number: int
    file_number: int
    file: str
    name: str
    kind: SheetKind
    headers: dict[str, str]  # field → header in this file

    def has(self, field: str) -> bool:
        return field in self.headers

    def knows(self, field: str) -> bool:
        """Whether this kind of sheet may have a column of that field."""
        return any(column.field == field for column in SHEETS[self.kind])

    def header(self, field: str) -> str:
        usual = (column.header for column in SHEETS[self.kind] if column.field == field)
        return self.headers.get(field) or next(usual)


def sheet_records(batch: Batch) -> list[SheetRecord]:
    found = [
        (place, file.name, sheet)
        for place, file in enumerate(batch.files.order_by("pk"))
        for sheet in file.sheets
        if sheet["kind"]
    ]
    return [
        SheetRecord(
            number=number,
            file_number=place,
            file=name,
            name=sheet["sheet"],
            kind=SheetKind(sheet["kind"]),
            headers={field: header for header, field in sheet["columns"].items()},
        )
        for number, (place, name, sheet) in enumerate(found)
    ]


def table(batch: Batch, name: str) -> Identifier:
    return Identifier(f"census_{batch.pk}_{name}")


def names(batch: Batch) -> dict[str, Composable]:
    """The staging tables by the words that the SQL of the census uses for them."""
    return {name: table(batch, name) for name in ALL}


# What the files say; and of each row what it means for the registry (check.py).
STAGED = ("household", "member")
JUDGED = ("household_row", "member_row")
ALL = (*STAGED, *JUDGED)


def create(batch: Batch) -> None:
    """Empty tables, typed like the fields they will go to."""
    drop(batch)
    with connection.cursor() as cursor:
        execute(
            cursor,
            "CREATE UNLOGGED TABLE {table} AS SELECT {keys}, {fields}, "
            "s.wage_income AS net_income, s.wage_income AS net_income_pc "
            "FROM monitoring_household h, monitoring_livingconditions c, monitoring_statement s "
            "WITH NO DATA",
            {
                "table": table(batch, "household"),
                "keys": SQL(f"{_KEYS}, h.code, h.division_id"),
                "fields": comma(
                    [
                        *(SQL("h.{}").format(name) for name in identifiers(Household)),
                        *(SQL("c.{}").format(name) for name in identifiers(LivingConditions)),
                        *(SQL("s.{}").format(name) for name in identifiers(Statement)),
                    ]
                ),
            },
        )
        execute(
            cursor,
            "CREATE UNLOGGED TABLE {table} AS SELECT {keys}, {fields} "
            "FROM monitoring_household h, monitoring_member m WITH NO DATA",
            {
                "table": table(batch, "member"),
                "keys": SQL(f"{_KEYS}, h.code"),
                "fields": comma([SQL("m.{}").format(name) for name in identifiers(Member)]),
            },
        )


_KEYS = """
    NULL::integer AS n, NULL::smallint AS sheet, NULL::integer AS row, true AS refused,
    h.facts_year AS year
"""


def drop(batch: Batch) -> None:
    with connection.cursor() as cursor:
        for name in ALL:
            execute(cursor, "DROP TABLE IF EXISTS {table}", {"table": table(batch, name)})


def exist(batch: Batch) -> bool:
    """Whether the files are staged and judged: the last table to be made is there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f"census_{batch.pk}_member_row"])
        return cursor.fetchone()[0] is not None


def stored_fields(model: type[Any]) -> list[str]:
    """The fields of `model` that a sheet of the census fills."""
    return [
        field
        for columns in SHEETS.values()
        for column in columns
        if column.model is model
        for field in column.stored_fields
    ]


def identifiers(model: type[Any]) -> list[Identifier]:
    return [Identifier(field) for field in stored_fields(model)]


def comma(parts: Sequence[Composable]) -> Composed:
    return SQL(", ").join(parts)


def execute(
    cursor: CursorWrapper,
    statement: str,
    names: Mapping[str, Composable],
    params: Mapping[str, Any] | None = None,
) -> None:
    """Run one statement, with `{names}` put in as identifiers or SQL, and `params` bound."""
    cursor.execute(SQL(statement).format(**names), params)


def analyze(batch: Batch) -> None:
    """Have the planner know how full the staging tables are."""
    with connection.cursor() as cursor:
        for name in STAGED:
            execute(cursor, "ANALYZE {table} (n, code, year)", {"table": table(batch, name)})
