from pathlib import Path

import pytest
from django.core.files import File
from openpyxl.reader.excel import load_workbook

from monitoring.exchange.marking import ERROR, REFUSED_ROW, WARNING, write_marked
from monitoring.exchange.models import Batch, BatchFile, Finding
from monitoring.exchange.writing import Table, write_tables
from tests import factories

pytestmark = pytest.mark.django_db

HEADER = ["户编号", "户主\n姓名", "年度"]
ROWS: list[list[object]] = [["0013", "张三", 2026], ["0014", "=1+1", 1999], ["0015", "王五", ""]]


@pytest.fixture
def batch(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    by = factories.user("county", factories.PINGSHAN)
    return Batch.objects.create(by=by, division_code=factories.PINGSHAN)


def upload(batch: Batch, path: Path, sheets: list[str]) -> None:
    recognised = [{"sheet": name, "header_row": 1} for name in sheets]
    with path.open("rb") as file:
        BatchFile.objects.create(
            batch=batch, name=path.name, stored=File(file, path.name), sheets=recognised
        )


def finding(batch: Batch, row: int | None, column: str, severity: str = "error", **fields) -> None:
    message = f"请改正{column}。"
    place = {"file": "a.xlsx", "sheet": "户信息", "code": "x"} | fields
    Finding.objects.create(
        batch=batch, row=row, column=column, severity=severity, message=message, **place
    )


def marked(batch: Batch, tmp_path: Path):
    write_marked(tmp_path / "out.xlsx", batch)
    return load_workbook(tmp_path / "out.xlsx")


def colour(cell):
    return f"#{cell.fill.fgColor.rgb[2:]}"


def background(look) -> str:
    return str(dict(look)["bg_color"])


@pytest.fixture
def uploaded(batch, tmp_path):
    write_tables(tmp_path / "a.xlsx", Table("户信息", HEADER, ROWS), Table("说明", ["x"], []))
    upload(batch, tmp_path / "a.xlsx", ["户信息"])
    return batch


def test_every_sheet_and_row_comes_back(uploaded, tmp_path):
    book = marked(uploaded, tmp_path)
    rows = [["" if v is None else v for v in row] for row in book["户信息"].values]
    assert rows == [HEADER, *ROWS]
    assert book.sheetnames[:2] == ["户信息", "说明"]
    assert book["户信息"]["B3"].data_type == "s"


def test_a_refused_row_is_red_and_its_cell_says_why(uploaded, tmp_path):
    finding(uploaded, 3, "年度")
    sheet = marked(uploaded, tmp_path)["户信息"]
    assert [colour(cell) for cell in sheet[3]] == [background(REFUSED_ROW)] * 2 + [
        background(ERROR)
    ]
    assert "请改正年度。" in sheet["C3"].comment.text
    assert not any(cell.fill.fill_type or cell.comment for row in (2, 4) for cell in sheet[row])


def test_a_warning_is_yellow_and_leaves_its_row_white(uploaded, tmp_path):
    finding(uploaded, 2, "户主姓名", "warning")
    sheet = marked(uploaded, tmp_path)["户信息"]
    assert colour(sheet["B2"]) == background(WARNING)
    assert sheet["A2"].fill.fill_type is None


def test_two_findings_of_a_cell_share_its_comment(uploaded, tmp_path):
    finding(uploaded, 4, "年度", "warning")
    finding(uploaded, 4, "年度")
    cell = marked(uploaded, tmp_path)["户信息"]["C4"]
    assert cell.comment.text.count("请改正年度。") == 2
    assert colour(cell) == background(ERROR)


def test_what_has_no_cell_stands_at_the_first(uploaded, tmp_path):
    finding(uploaded, 2, "不存在的列")
    assert marked(uploaded, tmp_path)["户信息"]["A2"].comment


def test_the_last_sheet_lists_everything(uploaded, tmp_path):
    finding(uploaded, 3, "年度")
    finding(uploaded, None, "备注", "warning", code="column-unknown")
    book = marked(uploaded, tmp_path)
    lines = list(book[book.sheetnames[-1]].values)[1:]
    assert [line[1:4] for line in lines] == [("a.xlsx", "户信息", 3), ("a.xlsx", "户信息", None)]
    assert [line[5:] for line in lines] == [
        ("请改正年度。", "x"),
        ("请改正备注。", "column-unknown"),
    ]


def test_several_files_come_back_as_one_workbook(uploaded, tmp_path):
    (tmp_path / "户信息.csv").write_text("户编号\n0099\n0098,多一列\n", "utf-8")
    upload(uploaded, tmp_path / "户信息.csv", ["户信息"])
    finding(uploaded, 2, "", file="户信息.csv")
    book = marked(uploaded, tmp_path)
    assert book.sheetnames[:3] == ["户信息", "说明", "户信息 (2)"]
    assert book["户信息 (2)"]["A2"].comment
    assert book["户信息 (2)"]["B3"].value == "多一列"
