"""Workbooks and .csv files as rows of raw values, a sheet at a time so that memory stays small."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from monitoring.exchange import text
from monitoring.exchange.containers import Kind, inspect
from monitoring.exchange.refusals import HEADER_ROWS, MAX_ROWS, Refusal, Refused
from monitoring.exchange.valueless import Cells, cells_by_sheet

# str, float, int, bool, date, datetime, time, timedelta; "" for a blank cell
Row = Sequence[Any]


@dataclass(frozen=True)
class Sheet:
    file: str
    name: str
    file_rows: int  # of all sheets of the file, about: what a progress bar counts against
    load: Callable[[], Iterator[Row]]

    @property
    def rows(self) -> Iterator[Row]:
        """Every row from row 1 of the spreadsheet program on, blank ones too.

        Each access reads the sheet anew, and a sheet is in memory only while it is iterated.
        `Refused` when the sheet turns out to be damaged.
        """
        return self.load()


def read(path: Path, name: str) -> list[Sheet]:
    """The sheets of the file at `path`, which its user calls `name`; `Refused` if it has none."""
    found = inspect(path, name)
    if found.kind is Kind.TEXT:
        return [_read_text(path, name)]
    titles = _titles(path)
    if not titles:
        raise Refused(Refusal.NO_SHEET)
    valueless = cells_by_sheet(path, found.valueless) if found.valueless else {}
    return [
        Sheet(name, title, found.rows, partial(_sheet_rows, path, title, valueless.get(title, {})))
        for title in titles
    ]


def _read_text(path: Path, name: str) -> Sheet:
    found = text.recognise(path)
    if found.has_more_rows_than(MAX_ROWS + HEADER_ROWS):
        raise Refused(Refusal.TOO_MANY_ROWS)
    return Sheet(name, Path(name).stem, found.lines(), found.rows)


def _titles(path: Path) -> list[str]:
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            return [s.name for s in workbook.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
    except CalamineError as error:
        raise Refused(Refusal.DAMAGED) from error


def _sheet_rows(path: Path, title: str, valueless: Cells) -> Iterator[Row]:
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            sheet = workbook.get_sheet_by_name(title)
    except CalamineError as error:
        raise Refused(Refusal.DAMAGED) from error
    # The parser gives blank rows above the table but leaves out blank columns left of it.
    margin = [""] * (sheet.start[1] if sheet.start else 0)
    rows: Iterable[Row] = (margin + row if margin else row for row in sheet.iter_rows())
    yield from _with_texts(rows, valueless) if valueless else rows


def _with_texts(rows: Iterable[Row], cells: Cells) -> Iterator[Row]:
    """The rows with what stands in cells that have no value."""
    by_row: dict[int, dict[int, str]] = {}
    for (number, column), text_of_cell in cells.items():
        by_row.setdefault(number, {})[column] = text_of_cell
    for number, row in enumerate(rows):
        yield _with_text(row, by_row[number]) if number in by_row else row


def _with_text(row: Row, texts: Mapping[int, str]) -> Row:
    wide = [*row, *[""] * (max(texts) + 1 - len(row))]
    return [texts.get(column, value) for column, value in enumerate(wide)]
