"""The rows of one sheet, cleaned, into the staging table; what is wrong with single cells.

One pass: chunks of rows are turned into columns, each column is cleaned by looking up its distinct
cells, and the result streams into COPY.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count, islice
from typing import Any

from django.db import connection
from psycopg2.sql import SQL, Identifier

from monitoring.exchange.models import Batch
from monitoring.registry.census import people
from monitoring.registry.census.cells import CleanColumn, Copied, personal_columns
from monitoring.registry.census.recognise import Layout
from monitoring.registry.census.tables import DERIVED, comma, table
from monitoring.registry.census.villages import FIELDS as DIVISION_FIELDS
from monitoring.registry.census.villages import Villages
from monitoring.registry.cleaning import text
from monitoring.registry.findings import Problem
from monitoring.registry.sheets import SHEETS, Column, SheetKind

Row = Sequence[Any]
Numbered = tuple[int, Row]
Report = Callable[[int, str, Problem], None]  # row, column, problem
CHUNK = 500  # rows; about what the socket to the database holds, so both sides keep working

_TOTALS = re.compile(r"^(合计|总计|小计)|(合计|总计|小计):?$")
_TOTAL_ALONE = re.compile(r"(合计|总计|小计):?")
_PLAIN_CODE = re.compile(r"[0-9A-Za-z]")


class StagedSheet:
    """One sheet on its way into the staging table of its kind."""

    def __init__(self, number: int, layout: Layout, villages: Villages, report: Report) -> None:
        self.rows = 0
        self._number = number
        self._layout = layout
        self._report = report
        self._places = {column.field: place for place, column in layout.columns.items()}
        self._width = max(layout.headers, default=0) + 1
        self._columns = list(self._columns_to_stage())
        self._cleaners = {
            column.field: CleanColumn(column.clean, as_text=not self._combined(column))
            for column in self._columns
        }
        self._copied = Copied()
        self._division_fields = [field for field in DIVISION_FIELDS if field in self._places]
        self._villages = CleanColumn(self._village_finder(villages), as_text=True)

    def copy(
        self,
        batch: Batch,
        rows: Iterable[Row],
        numbering: "count[int]",
        tick: Callable[[int], None],
    ) -> None:
        """Stage the rows below the header; `numbering` orders all rows of the batch."""
        numbered = (pair for pair in enumerate(rows, 1) if pair[0] > self._layout.header_row)
        kept = (pair for pair in numbered if not self._passed_over(pair[1]))
        statement = SQL("COPY {} ({}) FROM STDIN").format(
            table(batch, self._layout.kind.value),
            comma([Identifier(name) for name in self._staged_names()]),
        )
        with connection.cursor() as cursor:
            cursor.copy_expert(statement, _Stream(self._lines(kept, numbering, tick)))

    def _columns_to_stage(self) -> Iterator[Column]:
        """Those of the file, those a row cannot do without, and what an ID number may tell."""
        for column in SHEETS[self._layout.kind]:
            identifying = column.field in DIVISION_FIELDS or column.field == "household_phone"
            needed = column.required or column.field == "person_code" or self._combined(column)
            if not identifying and (column.field in self._places or needed):
                yield column

    def _combined(self, column: Column) -> bool:
        """Whether its values are judged together with others, so are not text for COPY yet."""
        if self._layout.kind == SheetKind.MEMBER:
            return column.field in ("id_number", *DERIVED)
        return column.personal and column.field in self._places

    def _staged_names(self) -> list[str]:
        names = [name for column in self._columns for name in column.stored_fields]
        return [
            "n",
            "sheet",
            "row",
            "refused",
            *names,
            *["division_id"][: len(self._division_fields)],
        ]

    def _passed_over(self, row: Row) -> bool:
        """Blank rows, and totals: a row that begins with that word, or has it and no code."""
        first = next(filter(None, row), "")
        if isinstance(first, str) and "计" in first and _TOTAL_ALONE.fullmatch(text(first)):
            return True
        place = self._places.get("code", len(row))
        code = row[place] if place < len(row) else ""
        if isinstance(code, str) and _PLAIN_CODE.match(code):
            return False
        written = text(code)
        if written and not _TOTALS.search(written):
            return False
        if any(isinstance(cell, str) and _TOTALS.search(text(cell)) for cell in row):
            return True
        return not any(text(row[at]) for at in self._layout.columns if at < len(row))

    def _lines(
        self, rows: Iterator[Numbered], numbering: "count[int]", tick: Callable[[int], None]
    ) -> Iterator[bytes]:
        while chunk := list(islice(rows, CHUNK)):
            numbers, cells = zip(*chunk, strict=True)
            columns = [
                [str(n) for n in islice(numbering, len(chunk))],
                [str(self._number)] * len(chunk),
                [str(number) for number in numbers],
                *self._staged_columns(numbers, cells),
            ]
            yield ("\n".join(map("\t".join, zip(*columns, strict=True))) + "\n").encode()
            self.rows += len(chunk)
            tick(len(chunk))

    def _staged_columns(self, numbers: Sequence[int], rows: Sequence[Row]) -> list[Sequence[str]]:
        """`refused` and the columns after it, as text for COPY; problems are reported."""
        raw = self._raw_columns(rows)
        found: list[people.Found] = []
        clean: people.Columns = {}
        for field, cleaner in self._cleaners.items():
            clean[field] = cleaner.values_of(raw[field])
            found += ((place, field, bad) for place, bad in cleaner.problems_in(raw[field]))
        if self._layout.kind == SheetKind.MEMBER:
            found += people.derive(clean)
            found += people.missing_keys(raw["id_number"], clean["person_code"])
        divisions = self._divisions(raw, found)
        refused = ["f"] * len(rows)
        for place, field, problem in found:
            if problem.rule.refuses:
                refused[place] = "t"
            self._report(numbers[place], self._layout.header_of(field), problem)
        return [refused, *self._stored(clean), *divisions]

    def _raw_columns(self, rows: Sequence[Row]) -> dict[str, Sequence[Any]]:
        if min(map(len, rows)) < self._width:  # a line of a text file ends where its cells end
            rows = [[*row, *[""] * (self._width - len(row))] for row in rows]
        by_place = list(zip(*rows, strict=False))
        blank = [""] * len(rows)
        return {
            field: by_place[self._places[field]] if field in self._places else blank
            for field in (*self._cleaners, *self._division_fields)
        }

    def _stored(self, clean: people.Columns) -> Iterator[Sequence[str]]:
        for column in self._columns:
            values = clean[column.field]
            if column.personal:
                yield from personal_columns(values)
            elif self._combined(column):
                yield list(map(self._copied.__getitem__, values))
            else:
                yield values

    def _divisions(
        self, raw: dict[str, Sequence[Any]], found: list[people.Found]
    ) -> list[list[str]]:
        """The village of every row, as one more column where the file says anything about it."""
        if not self._division_fields:
            return []
        named = list(zip(*(raw[field] for field in self._division_fields), strict=True))
        codes = self._villages.values_of(named)
        found += (
            (place, self._division_field(named[place]), bad)
            for place, bad in self._villages.problems_in(named)
        )
        return [codes]

    def _village_finder(self, villages: Villages) -> Callable[[Row], str]:
        return lambda cells: villages.find(dict(zip(self._division_fields, cells, strict=True)))

    def _division_field(self, cells: Row) -> str:
        """Which column of a wrong place to point at."""
        written = dict(zip(self._division_fields, map(text, cells), strict=True))
        return "division_code" if written.get("division_code") else "village"


class _Stream:
    """What COPY reads from: a piece at a time, whatever size it asks for."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def read(self, _size: int = -1) -> bytes:
        return next(self._pieces, b"")
