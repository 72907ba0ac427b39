"""The file of a feed as raw records by row; `Refused` where it is none of that feed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from monitoring.exchange import reading
from monitoring.exchange.models import Batch, BatchFile, ColumnMapping
from monitoring.exchange.refusals import Refused
from monitoring.feeds.catalogue.results import RESULTS
from monitoring.feeds.catalogue.schema import Field, Shape
from monitoring.feeds.records.parsing import Unreadable
from monitoring.feeds.workbooks.cells import as_json
from monitoring.registry.census.recognise import HEADER_WITHIN, key
from monitoring.registry.findings import Problem

NOT_THIS_FEED = (
    "not-this-feed",
    "没有找到该数据项的表头。请下载本页的模板，把数据粘贴进去再上传；其他平台的表格，请在下面指明各列。",
)


@dataclass
class Rows:
    """Raw records by the row of the sheet, and what the file calls the fields."""

    file: str
    sheet: str
    headers: dict[str, str]
    records: dict[int, object] = field(default_factory=dict)


def rows(batch: Batch, shape: Shape) -> Rows:
    """Every filled row below the header, of the first sheet that has the feed's columns."""
    file, known = batch.files.get(), _known(batch, shape)
    found = [
        (sheet, _layout(shape, known, row, number))
        for sheet in _opened(file)
        for number, row in enumerate(islice(sheet.rows, HEADER_WITHIN), 1)
    ]
    if not found:
        raise Refused(*NOT_THIS_FEED, file=file.name)
    sheet, best = max(found, key=lambda each: each[1].likely)
    _remember(file, sheet.name, best)
    if needed(shape) - set(best.headers):
        raise Refused(*NOT_THIS_FEED, file=file.name)
    return _read(sheet, best)


@dataclass(frozen=True)
class Layout:
    header_row: int  # as the spreadsheet program numbers it
    columns: dict[int, Field]  # by position
    headers: dict[str, str]  # by field name, as the file writes them
    results: dict[str, int]  # their position by the name of catalogue.results
    unknown: list[str]  # no fields of the feed

    @property
    def likely(self) -> tuple[int, int]:
        """The row with most columns that are known, then with most that are filled."""
        return len(self.columns), len(self.unknown)


def told(batch: Batch, shape: Shape) -> dict[str, str]:
    """What people said of headers of this area and feed before: name by header, "" for none."""
    mappings = ColumnMapping.objects.filter(division_code=batch.division_code, kind=shape.code)
    return {key(each.header): each.field for each in mappings}


def needed(shape: Shape) -> set[str]:
    return {each.name for each in shape.fields if each.required}


def _known(batch: Batch, shape: Shape) -> dict[str, str]:
    """Names by header: what a person said goes before what a header says by itself."""
    words = {each.name: (str(each.label), each.name) for each in shape.fields}
    own = {key(word): name for name, both in words.items() for word in both}
    return own | told(batch, shape)


def _opened(file: BatchFile) -> list[reading.Sheet]:
    try:
        return reading.read(Path(file.stored.path), file.name)
    except Refused as refused:
        refused.file = file.name
        raise


def _layout(shape: Shape, known: Mapping[str, str], row: reading.Row, number: int) -> Layout:
    fields = {each.name: each for each in shape.fields}
    names = {place: known.get(key(cell), "") for place, cell in enumerate(row)}
    columns = {place: fields[name] for place, name in names.items() if name in fields}
    return Layout(
        number,
        columns,
        headers={each.name: str(row[at]) for at, each in columns.items()},
        results={name: place for place, name in names.items() if name in RESULTS},
        unknown=[str(row[at]) for at, name in names.items() if name not in fields and key(row[at])],
    )


def _remember(file: BatchFile, sheet: str, layout: Layout) -> None:
    columns = {header: name for name, header in layout.headers.items()}
    file.sheets = [
        {
            "sheet": sheet,
            "kind": "feed",
            "header_row": layout.header_row,
            "columns": columns,
            "unknown": layout.unknown,
            "results": layout.results,
        }
    ]
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
