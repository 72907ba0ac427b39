"""Which sheet of the census this is, where its header stands, and what its columns mean.

Told by the columns alone: names and order of sheets, and the position of columns, say nothing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from monitoring.exchange.models import Batch, ColumnMapping
from monitoring.registry.cleaning import text
from monitoring.registry.sheets import SHEETS, Column, SheetKind

HEADER_WITHIN = 10  # rows
LEAST_OWN_COLUMNS = 2  # that only one kind of sheet has, to tell it by

Overrides = Mapping[tuple[str, str], str]  # (kind, cleaned header) → field, "" for none


@dataclass(frozen=True)
class Layout:
    """How one sheet is to be read."""

    kind: SheetKind
    header_row: int  # as the spreadsheet program numbers it
    columns: dict[int, Column]  # by position
    headers: dict[int, str]  # as the file writes them, without line breaks
    unknown: dict[int, str]

    def header_of(self, field: str) -> str:
        """What this file calls the column of `field`; the usual name where it is absent."""
        for position, column in self.columns.items():
            if column.field == field:
                return self.headers[position]
        return next(column.header for column in SHEETS[self.kind] if column.field == field)

    def described(self, name: str, rows: int) -> dict[str, Any]:
        """What `BatchFile.sheets` remembers of the sheet."""
        return {
            "sheet": name,
            "kind": self.kind.value,
            "header_row": self.header_row,
            "rows": rows,
            "columns": {self.headers[at]: column.field for at, column in self.columns.items()},
            "unknown": list(self.unknown.values()),
        }

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(column.field for column in self.columns.values())


def overrides(batch: Batch) -> Overrides:
    """The mappings that people corrected on earlier files of the same area."""
    return {
        (mapping.kind, key(mapping.header)): mapping.field
        for mapping in ColumnMapping.objects.filter(division_code=batch.division_code)
    }


def recognise(rows: Sequence[Sequence[Any]], corrected: Overrides) -> Layout | None:
    """The layout of a sheet with these first rows; None if it is no sheet of the census."""
    candidates = [
        _layout(kind, number, row, corrected)
        for number, row in enumerate(rows[:HEADER_WITHIN], 1)
        for kind in SheetKind
    ]
    best = max(candidates, key=_score, default=None)
    return best if best and _score(best) >= LEAST_OWN_COLUMNS else None


def key(header: Any) -> str:
    """What two ways of writing one header have in common: ① and 1, brackets, spaces, case."""
    return text(header).strip("*").casefold()


def _layout(kind: SheetKind, number: int, row: Sequence[Any], corrected: Overrides) -> Layout:
    columns: dict[int, Column] = {}
    unknown: dict[int, str] = {}
    headers = {place: _as_written(cell) for place, cell in enumerate(row) if text(cell)}
    taken: set[str] = set()
    for place, header in headers.items():
        column = _column(kind, header, corrected)
        if column is None or column.field in taken:
            unknown[place] = header
        else:
            columns[place] = column
            taken.add(column.field)
    return Layout(kind, number, columns, headers, unknown)


def _as_written(cell: Any) -> str:
    return "".join(str(cell).split())


def _column(kind: SheetKind, header: str, corrected: Overrides) -> Column | None:
    field = corrected.get((kind, key(header)))
    if field is not None:
        return next((column for column in SHEETS[kind] if column.field == field), None)
    return _known(kind).get(key(header)) or _known(kind).get(_without_brackets(key(header)))


def _without_brackets(header: str) -> str:
    """耕地面积(亩) is also written 耕地面积."""
    return re.sub(r"\([^()]*\)$", "", header)


@cache
def _known(kind: SheetKind) -> Mapping[str, Column]:
    names = [(name, c) for c in SHEETS[kind] for name in (c.header, *c.aliases)]
    short = {_without_brackets(key(name)): column for name, column in names}
    return short | {key(name): column for name, column in names}


def _score(layout: Layout) -> int:
    """Columns that only this kind of sheet has, and one more for the household code."""
    shared = _shared_fields()
    return sum(column.header not in shared for column in layout.columns.values()) + (
        "code" in layout.fields
    )


@cache
def _shared_fields() -> frozenset[str]:
    """Headers that both kinds of sheet have."""
    households, members = ({c.header for c in SHEETS[kind]} for kind in SheetKind)
    return frozenset(households & members)
