"""Cells of a feed's workbook into the JSON values the API takes, so that both are read alike."""

from collections.abc import Callable
from typing import Any

from monitoring.feeds.catalogue.schema import Field, Kind
from monitoring.registry import cleaning, quantities
from monitoring.registry.findings import ID_DIGITS_LOST, Problem


def as_json(field: Field, cell: Any) -> Any:
    """`Problem` where a cell cannot even be read; whether its value may be, parsing says."""
    return _READERS[field.kind](cell)


def _digits(cell: Any) -> str:
    if cleaning.loses_digits(cell):
        raise Problem(ID_DIGITS_LOST)
    return cleaning.digits(cell).upper()


def _day(cell: Any) -> str | None:
    found = quantities.day(cell)
    return found.isoformat() if found else None


def _month(cell: Any) -> str | None:
    found = quantities.month(cell)
    return f"{found[:4]}-{found[4:]}" if found else None


def _money(cell: Any) -> str | None:
    found = quantities.signed_money(cell)
    return None if found is None else str(found)


def _count(cell: Any) -> Any:
    found = quantities.number(cell)
    return int(found) if found is not None and found == int(found) else found


_READERS: dict[Kind, Callable[[Any], Any]] = {
    Kind.ID_NUMBER: _digits,
    Kind.VILLAGE: _digits,
    Kind.TEXT: cleaning.sentence,
    Kind.MONEY: _money,
    Kind.COUNT: _count,
    Kind.QUANTITY: _money,
    Kind.DATE: _day,
    Kind.MONTH: _month,
    Kind.YEAR: quantities.year,
    Kind.YES_NO: cleaning.yes_no,
    Kind.CHOICE: cleaning.text,
}
