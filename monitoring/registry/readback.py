"""A short workbook that comes back filled in: its rows by the names of their columns."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from monitoring.exchange.reading import Row, Sheet, read
from monitoring.exchange.refusals import Refused
from monitoring.registry.census.recognise import HEADER_WITHIN, key
from monitoring.registry.cleaning import text

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

# By field: what a file may call its column, the usual name first.
Headers = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Record:
    sheet: str
    number: int  # of the row, as the spreadsheet program counts
    cells: dict[str, Any]  # by field, as the file has them


def records(
    file: "UploadedFile[bytes]", headers: Headers, *, needed: Collection[str]
) -> list[Record]:
    """Every row of the sheets that have the `needed` columns; ValidationError where none has."""
    with NamedTemporaryFile() as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        try:
            sheets = read(Path(kept.name), file.name or "")
            found = [list(_of_sheet(sheet, headers, needed)) for sheet in sheets]
        except Refused as refused:
            raise ValidationError(str(refused.message)) from refused
    rows = [row for rows in found for row in rows]
    if not rows:
        names = "、".join(headers[field][0] for field in needed)
        raise ValidationError(
            _("No sheet of this workbook has rows under the columns %(names)s.") % {"names": names}
        )
    return rows


def _of_sheet(sheet: Sheet, headers: Headers, needed: Collection[str]) -> Iterator[Record]:
    rows = enumerate(sheet.rows, start=1)
    for _number, row in islice(rows, HEADER_WITHIN):
        places = _places(row, headers)
        if set(needed) <= set(places):
            for number, cells in rows:
                values = {field: cells[at] for field, at in places.items() if at < len(cells)}
                if any(text(value) for value in values.values()):
                    yield Record(sheet.name, number, values)


def _places(row: Row, headers: Headers) -> dict[str, int]:
    fields = {key(name): field for field, names in headers.items() for name in names}
    found = ((fields.get(key(cell)), at) for at, cell in enumerate(row))
    places: dict[str, int] = {}
    for field, at in found:
        if field:
            places.setdefault(field, at)
    return places
