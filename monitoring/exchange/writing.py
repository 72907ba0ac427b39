"""Rows into .xlsx files, streamed: one row is in memory at a time.

Text stays text whatever it begins with, so no cell becomes a formula.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

LAST_ROW = 1_048_576
LONGEST_NAME = 31
CHARACTERS_PER_LINE = 20  # of Chinese in a comment
FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")

# Properties of a cell's format, as xlsxwriter names them.
Look = tuple[tuple[str, Any], ...]
PLAIN: Look = ()
HEADER: Look = (
    ("bold", True),
    ("bg_color", "#E8EEF6"),
    ("border", 1),
    ("border_color", "#C4CCD8"),
    ("text_wrap", True),
    ("valign", "vcenter"),
)
NUMBER_FORMATS: dict[type, str] = {
    str: "",
    bool: "",
    int: "",
    float: "",
    Decimal: "#,##0.00",
    date: "yyyy-mm-dd",
    datetime: "yyyy-mm-dd hh:mm:ss",
    time: "hh:mm:ss",
    timedelta: "[h]:mm:ss",
}


@dataclass(frozen=True)
class Table:
    name: str
    headers: Sequence[str]
    rows: Iterable[Sequence[Any]]


class Page:
    """One sheet being written: rows in order, rows and columns counted from 0."""

    def __init__(self, book: "Book", sheet: Worksheet) -> None:
        self.sheet = sheet
        # Codes are text on purpose: no green corner shall offer to make numbers of them.
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        self._book = book
        self._writers: dict[type, Callable[..., Any]] = {
            str: self._write_text,
            bool: sheet.write_boolean,
            int: sheet.write_number,
            float: sheet.write_number,
            Decimal: sheet.write_number,
            date: self._write_day,
            datetime: self._write_day,
            time: sheet.write_datetime,
            timedelta: sheet.write_datetime,
        }

    def write_row(
        self, row: int, values: Iterable[Any], look: Look = PLAIN, *, first: int = 0
    ) -> None:
        """Cells of one row from column `first` on."""
        formats = self._book.formats(look)
        for column, value in enumerate(values, first):
            if value is None or value == "":
                if look:
                    self.sheet.write_blank(row, column, None, formats[str])
            else:
                kind = type(value)
                self._writers[kind](row, column, value, formats[kind])

    def write_header(self, row: int, headers: Sequence[str]) -> None:
        self.write_row(row, headers, HEADER)
        self.show_header(row, headers)

    def show_header(self, row: int, headers: Sequence[Any]) -> None:
        """Columns wide enough to read, the header in view while the rows below it scroll."""
        for column, header in enumerate(headers):
            self.format_column(column, str(header))
        self.sheet.freeze_panes(row + 1, 0)

    def format_column(self, column: int, header: str, look: Look = PLAIN) -> None:
        """Wide enough for its header; cells that a person will fill look like `look`."""
        width = min(24, max(10, 2 * len(header) + 2))
        self.sheet.set_column(column, column, width, self._book.formats(look)[str])

    def write_comment(self, row: int, column: int, text: str) -> None:
        """A note at a cell, its box as large as its text."""
        lines = sum(1 + len(line) // CHARACTERS_PER_LINE for line in text.splitlines())
        self.sheet.write_comment(
            row, column, text, {"font_size": 10, "width": 300, "height": 24 + 18 * lines}
        )

    def _write_text(self, row: int, column: int, value: str, style: Format | None) -> None:
        # The library takes text in these marks for rich text and writes it as it stands.
        safe = f" {value}" if value.startswith("<r>") else value
        self.sheet.write_string(row, column, safe, style)

    def _write_day(self, row: int, column: int, day: date, style: Format | None) -> None:
        """Excel's calendar begins in 1900: an earlier day is written as text."""
        if day.year < 1900:
            self.sheet.write_string(row, column, str(day), style)
        else:
            self.sheet.write_datetime(row, column, day, style)


class Book:
    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self._workbook = workbook
        self._names: set[str] = set()
        self._formats: dict[Look, dict[type, Format | None]] = {}

    def formats(self, look: Look) -> dict[type, Format | None]:
        """The format of each kind of value in one look; None where there is nothing to say."""
        if look not in self._formats:
            self._formats[look] = {
                kind: self._format(look, number) for kind, number in NUMBER_FORMATS.items()
            }
        return self._formats[look]

    def _format(self, look: Look, number: str) -> Format | None:
        properties = dict(look) | ({"num_format": number} if number else {})
        return self._workbook.add_format(properties) if properties else None

    def add_page(self, name: str) -> Page:
        """A sheet of that name, as near as Excel allows: short, unique, without its signs."""
        wanted = FORBIDDEN_IN_NAMES.sub(" ", name).strip("' ")[:LONGEST_NAME] or "Sheet"
        free, number = wanted, 1
        while free.lower() in self._names:
            number += 1
            tail = f" ({number})"
            free = wanted[: LONGEST_NAME - len(tail)] + tail
        self._names.add(free.lower())
        return Page(self, self._workbook.add_worksheet(free))

    def add_table(self, table: Table) -> int:
        """The number of rows written. Past Excel's last row the table goes on in a new sheet."""
        rows = iter(table.rows)
        count = 0
        while True:
            page = self.add_page(table.name)
            page.write_header(0, table.headers)
            number = 0
            for number, values in enumerate(islice(rows, LAST_ROW - 1), start=1):
                page.write_row(number, values)
            count += number
            if number < LAST_ROW - 1:
                return count


@contextmanager
def workbook(out: Path | IO[bytes]) -> Iterator[Book]:
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as opened:
        yield Book(opened)


def write_tables(out: Path | IO[bytes], *tables: Table) -> int:
    """One sheet per table; the number of rows written beside the headers."""
    with workbook(out) as book:
        return sum(book.add_table(table) for table in tables)
