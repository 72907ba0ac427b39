"""The workbook of a batch given back: every sheet and row as it was, and what is wrong in colour.

A refused row is pale red with the faulty cells in red; a warning's cell is yellow. The cells carry
the sentences as comments, and a last sheet lists all of them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any
from unicodedata import normalize

from django.utils.translation import gettext as _

from monitoring.exchange.models import Batch, Finding
from monitoring.exchange.reading import Row, Sheet, read
from monitoring.exchange.writing import PLAIN, Look, Page, Table, workbook

Tick = Callable[[int], None]
TICK_ROWS = 2000

REFUSED_ROW: Look = (("bg_color", "#FDE7E7"),)
ERROR: Look = (("bg_color", "#E03131"), ("font_color", "#FFFFFF"), ("bold", True))
WARNING: Look = (("bg_color", "#FFE066"),)


class Watched:
    """Tells `tick` now and then how many rows were read, over all sheets."""

    def __init__(self, tick: Tick) -> None:
        self._tick = tick
        self._done = 0

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        for row in sheet.rows:
            yield row
            self._done += 1
            if self._done % TICK_ROWS == 0:
                self._tick(self._done)


def write_marked(out: Path, batch: Batch, tick: Tick = lambda done: None) -> None:
    """All files of `batch` as one workbook at `out`, one row in memory at a time."""
    watched = Watched(tick)
    with workbook(out) as book:
        for file in batch.files.order_by("id"):
            recognised = {found["sheet"]: found for found in file.sheets}
            for sheet in read(Path(file.stored.path), file.name):
                findings = batch.findings.filter(file=sheet.file, sheet=sheet.name)
                _write_sheet(
                    book.add_page(sheet.name),
                    watched.rows(sheet),
                    header_row=recognised.get(sheet.name, {}).get("header_row"),
                    findings=findings.filter(row__isnull=False).order_by("row", "id").iterator(),
                )
        book.add_table(_list_of(batch))


def _write_sheet(
    page: Page, rows: Iterator[Row], *, header_row: int | None, findings: Iterable[Finding]
) -> None:
    groups = groupby(findings, key=attrgetter("row"))
    marked, found = next(groups, (None, iter(())))
    columns: dict[str, int] = {}
    for number, values in enumerate(rows, start=1):
        if number == header_row:
            columns = _columns(values)
            page.show_header(number - 1, values)
        if number == marked:
            _write_marked_row(page, number - 1, values, list(found), columns)
            marked, found = next(groups, (None, iter(())))
        else:
            page.write_row(number - 1, values)


def _write_marked_row(
    page: Page, row: int, values: Row, findings: Sequence[Finding], columns: dict[str, int]
) -> None:
    refused = any(finding.severity == Finding.Severity.ERROR for finding in findings)
    by_column: dict[int, list[Finding]] = {}
    for finding in findings:
        # What concerns the row as a whole stands at its first cell.
        by_column.setdefault(columns.get(_key(finding.column), 0), []).append(finding)
    width = max(len(values), *(column + 1 for column in by_column))
    for column, value in enumerate([*values, *[""] * (width - len(values))]):
        found = by_column.get(column, [])
        look = _look(found) or (REFUSED_ROW if refused else PLAIN)
        page.write_row(row, [value], look, first=column)
        if found:
            page.write_comment(row, column, "\n".join(finding.message for finding in found))


def _look(findings: Sequence[Finding]) -> Look:
    if any(finding.severity == Finding.Severity.ERROR for finding in findings):
        return ERROR
    return WARNING if findings else PLAIN


def _columns(header: Row) -> dict[str, int]:
    """Where each column stands; of two with the same name the first counts."""
    return {_key(name): column for column, name in reversed(list(enumerate(header)))}


def _key(header: Any) -> str:
    return "".join(normalize("NFKC", str(header)).split())


def _list_of(batch: Batch) -> Table:
    headers = [
        _("Severity"),
        _("File"),
        _("Sheet"),
        _("Row"),
        _("Column"),
        _("What to do"),
        _("Code"),
    ]
    return Table(_("Findings"), headers, _lines(batch))


def _lines(batch: Batch) -> Iterator[list[Any]]:
    labels = {value: str(label) for value, label in Finding.Severity.choices}
    fields = ("severity", "file", "sheet", "row", "column", "message", "code")
    for severity, *rest in batch.findings.order_by("id").values_list(*fields).iterator():
        yield [labels[severity], *rest]
