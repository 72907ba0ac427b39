"""The empty workbook of a feed: its columns with drop-downs, and what each of them takes."""

from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from typing import IO

from django.conf import settings
from django.http import FileResponse
from django.utils import translation
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_range_abs

from monitoring.exchange.writing import LAST_ROW, PLAIN, Look, Page, Table, workbook
from monitoring.feeds.catalogue.schema import Field, Kind, Shape
from monitoring.feeds.catalogue.wording import takes

AS_TEXT: Look = (("num_format", "@"),)  # a long code in a cell of numbers loses its last digits
NUMBERS = (Kind.MONEY, Kind.COUNT, Kind.QUANTITY, Kind.YEAR)
YES_NO = ("是", "否")
LISTS = "可选值"


# Whatever language its page is read in: the worker knows the headers in this one.
@translation.override(settings.LANGUAGE_CODE)
def write(out: Path | IO[bytes], shape: Shape) -> None:
    offered = [field for field in shape.fields if options(field)]
    with workbook(out) as book:
        page = book.add_page(str(shape.label))
        page.write_header(0, [header(field) for field in shape.fields])
        for place, field in enumerate(shape.fields):
            page.format_column(place, header(field), PLAIN if field.kind in NUMBERS else AS_TEXT)
            if field in offered:
                _offer(page, place, field, offered.index(field))
        told = [[header(field), takes(field), field.example] for field in shape.fields]
        book.add_table(Table(_("How to fill in"), [_("Column"), _("Takes"), _("Example")], told))
        lists = zip_longest(*map(options, offered))
        book.add_table(Table(LISTS, [str(field.label) for field in offered], lists))


def answer(shape: Shape) -> FileResponse:
    out = BytesIO()
    write(out, shape)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=f"{shape.label}.xlsx")


def header(field: Field) -> str:
    """The name of its column; with a star where it has to be filled in."""
    return f"{field.label}*" if field.required else str(field.label)


def options(field: Field) -> tuple[str, ...]:
    return YES_NO if field.kind == Kind.YES_NO else field.choices


def _offer(page: Page, place: int, field: Field, list_place: int) -> None:
    """A drop-down on the whole column; what is not in the list is only warned of."""
    source = f"='{LISTS}'!{xl_range_abs(1, list_place, len(options(field)), list_place)}"
    page.sheet.data_validation(
        1, place, LAST_ROW - 1, place,
        {"validate": "list", "source": source, "error_type": "warning"},
    )  # fmt: skip
