"""Workbooks for tests of the import: a clean one, from which each test departs by a cell or two."""

import csv
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

import xlsxwriter
from django.core.files.base import ContentFile

from accounts.models import User
from monitoring.exchange.models import Batch, Finding
from monitoring.registry.census import actions
from monitoring.registry.identity import check_digit

if TYPE_CHECKING:
    from django.core.files import File

Row = dict[str, Any]

VILLAGE_NAMES = {
    "省": "河北省", "市": "石家庄市", "县": "平山县", "乡": "平山镇", "村": "西街村民委员会",
}  # fmt: skip


def id_number(birth: str = "19560312", order: str = "12", *, county: str = "130131") -> str:
    """A valid number; an odd last digit of `order` + 1 makes a man."""
    digits = f"{county}{birth}{order}1"
    return digits + check_digit(digits)


def household(code: str = "1301310001", **cells: Any) -> Row:
    return {"户编号": code, "年度": 2026, "行政区划代码": "130131100001"} | cells


def member(code: str = "1301310001", **cells: Any) -> Row:
    return {"户编号": code, "姓名": "张三", "证件号码": id_number()} | cells


def workbook(*sheets: list[Row], title_rows: int = 2, name: str = "census.xlsx") -> "File[bytes]":
    """One sheet per list of rows, its header below `title_rows` rows."""
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for number, rows in enumerate(sheets):
            sheet = book.add_worksheet(f"表{number + 1}")
            headers = list(dict.fromkeys(header for row in rows for header in row))
            for place in range(title_rows):
                sheet.write(place, 0, "统计表")
            sheet.write_row(title_rows, 0, headers)
            for place, row in enumerate(rows, title_rows + 1):
                sheet.write_row(place, 0, [row.get(header, "") for header in headers])
    return ContentFile(content.getvalue(), name=name)


def text_file(rows: list[Row], encoding: str = "utf-8", name: str = "census.csv") -> "File[bytes]":
    content = StringIO()
    writer = csv.DictWriter(content, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return ContentFile(content.getvalue().encode(encoding), name=name)


def check(*files: "File[bytes]", by: User) -> Batch:
    batch = actions.receive(files, by=by)
    actions.check(batch)
    return batch


def bring_in(*files: "File[bytes]", by: User) -> Batch:
    batch = check(*files, by=by)
    actions.apply(batch, by=by)
    return batch


def errors(batch: Batch) -> list[tuple[int | None, str, str]]:
    """(row, column, code) of every error, in order."""
    found = batch.findings.filter(severity=Finding.Severity.ERROR)
    return list(found.order_by("sheet", "row", "column").values_list("row", "column", "code"))


def warnings(batch: Batch) -> list[tuple[int | None, str, str]]:
    found = batch.findings.filter(severity=Finding.Severity.WARNING)
    return list(found.order_by("sheet", "row", "column").values_list("row", "column", "code"))
