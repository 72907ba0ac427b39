"""The file of a feed as raw records by row; `Refused` where it is no workbook of that feed."""

from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from monitoring.exchange import reading
from monitoring.exchange.models import Batch, BatchFile
from monitoring.exchange.refusals import Refused
from monitoring.feeds.catalogue.schema import Feed, Field
from monitoring.feeds.records.parsing import Unreadable
from monitoring.feeds.workbooks.cells import as_json
from monitoring.registry.census.recognise import HEADER_WITHIN, key
from monitoring.registry.findings import Problem

NOT_THIS_FEED = (
    "not-this-feed",
    "没有找到该数据项的表头。请下载本页的模板，把数据粘贴到模板中再上传。",
)


@dataclass
class Rows:
    """Raw records by the row of the sheet, and what the file calls the fields."""

    file: str
    sheet: str
    headers: dict[str, str]
    records: dict[int, object] = field(default_factory=dict)


def rows(batch: Batch, feed: Feed) -> Rows:
    """Every filled row below the header, of the first sheet that has the feed's columns."""
    file = batch.files.get()
    for sheet in _opened(file):
        head = islice(sheet.rows, HEADER_WITHIN)
        layouts = [_layout(feed, row, number) for number, row in enumerate(head, 1)]
        best = max(layouts, key=lambda layout: len(layout.columns), default=None)
        if best and _needed(feed) <= set(best.headers):
            _remember(file, sheet.name, best)
            return _read(sheet, best)
    raise Refused(*NOT_THIS_FEED, file=file.name)


@dataclass(frozen=True)
class Layout:
    header_row: int  # as the spreadsheet program numbers it
    columns: dict[int, Field]  # by position
    headers: dict[str, str]  # by field name, as the file writes them


def _opened(file: BatchFile) -> list[reading.Sheet]:
    try:
        return reading.read(Path(file.stored.path), file.name)
    except Refused as refused:
        refused.file = file.name
        raise


def _layout(feed: Feed, row: reading.Row, number: int) -> Layout:
    known = {key(name): each for each in feed.fields for name in (each.label, each.name)}
    columns = {place: known[key(cell)] for place, cell in enumerate(row) if key(cell) in known}
    return Layout(number, columns, {each.name: str(row[at]) for at, each in columns.items()})


def _needed(feed: Feed) -> set[str]:
    return {each.name for each in feed.fields if each.required}


def _remember(file: BatchFile, sheet: str, layout: Layout) -> None:
    columns = {header: name for name, header in layout.headers.items()}
    said = {"sheet": sheet, "kind": "feed", "header_row": layout.header_row, "columns": columns}
    file.sheets = [said]
    file.save(update_fields=["sheets"])


def _read(sheet: reading.Sheet, layout: Layout) -> Rows:
    found = Rows(sheet.file, sheet.name, layout.headers)
    below = islice(sheet.rows, layout.header_row, None)
    for number, values in enumerate(below, layout.header_row + 1):
        cells = {each: values[at] for at, each in layout.columns.items() if at < len(values)}
        if any(cell not in ("", None) for cell in cells.values()):
            found.records[number] = {each.name: _value(each, cell) for each, cell in cells.items()}
    return found


def _value(each: Field, cell: Any) -> Any:
    try:
        return as_json(each, cell)
    except Problem as problem:
        return Unreadable(problem.message)
