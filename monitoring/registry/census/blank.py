"""An empty census workbook: both sheets with their columns, and lists to choose from."""

from itertools import zip_longest
from pathlib import Path
from typing import IO

from xlsxwriter.utility import xl_range_abs

from monitoring.exchange.writing import LAST_ROW, PLAIN, Look, Page, Table, workbook
from monitoring.registry import cleaning, quantities
from monitoring.registry.choices import Health
from monitoring.registry.sheets import SHEETS, Column, SheetKind

# Chinese only, like the census itself.
NAMES = {SheetKind.HOUSEHOLD: "户信息", SheetKind.MEMBER: "家庭成员信息"}
LISTS = "可选值"
NOTE = (
    "从第3行起填写，每户（人）一行。带*的列必须填写。编号和号码列已设为文本格式，请勿改动。"
    "金额单位为元，面积单位为亩。"
)
HEADER_ROW = 1  # below the note, counted from 0
YES_NO = ("是", "否")
# Typed into a cell of numbers, a long code would lose its last digits.
AS_TEXT: Look = (("num_format", "@"),)
NUMBERS = (
    quantities.money, quantities.signed_money, quantities.area, quantities.count, quantities.months,
    quantities.year,
)  # fmt: skip


def write(out: Path | IO[bytes]) -> None:
    offered = [column for columns in SHEETS.values() for column in columns if options(column)]
    with workbook(out) as book:
        for kind, columns in SHEETS.items():
            page = book.add_page(NAMES[kind])
            page.write_row(0, [NOTE])
            page.write_header(HEADER_ROW, [f"{c.header}{'*' * c.required}" for c in columns])
            for place, column in enumerate(columns):
                page.format_column(place, column.header, PLAIN if _is_number(column) else AS_TEXT)
                if options(column):
                    _offer(page, place, offered.index(column), len(options(column)))
        lists = zip_longest(*map(options, offered))
        book.add_table(Table(LISTS, [column.header for column in offered], lists))


def options(column: Column) -> tuple[str, ...]:
    """What may be chosen; 健康状况 takes several at once, so nothing is offered there."""
    if column.options is Health:
        return ()
    if column.clean is cleaning.yes_no:
        return YES_NO
    return tuple(column.options.values) if column.options else ()


def _is_number(column: Column) -> bool:
    return column.clean in NUMBERS


def _offer(page: Page, place: int, list_place: int, length: int) -> None:
    """A drop-down on the whole column; what is not in the list is only warned of."""
    page.sheet.data_validation(
        HEADER_ROW + 1, place, LAST_ROW - 1, place,
        {
            "validate": "list",
            "source": f"='{LISTS}'!{xl_range_abs(1, list_place, length, list_place)}",
            "error_type": "warning",
        },
    )  # fmt: skip
