import struct
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl.workbook import Workbook  # type: ignore[attr-defined]

from monitoring.exchange import containers, reading, refusals, valueless
from monitoring.exchange.refusals import Refused

HEADER = ["户编号", "户主姓名"]
ROWS = [HEADER, ["0013", "张三，男"]]


def rows(path: Path, name: str = "") -> list[list[object]]:
    (sheet,) = reading.read(path, name or path.name)
    return [list(row) for row in sheet.rows]


def refusal(path: Path, name: str = "") -> str:
    with pytest.raises(Refused) as refused:
        [list(sheet.rows) for sheet in reading.read(path, name or path.name)]
    assert refused.value.message
    return refused.value.code


@pytest.fixture
def workbook(tmp_path):
    """Saves what a function put on the first sheet of a workbook."""

    def save(fill, name: str = "census.xlsx") -> Path:
        book = xlsxwriter.Workbook(tmp_path / name)
        fill(book, book.add_worksheet("户信息"))
        book.close()
        return Path(tmp_path / name)

    return save


def test_row_one_is_row_one(workbook):
    """A title above, blank rows and a blank first column keep their places."""
    path = workbook(lambda book, sheet: sheet.write("B3", "户编号"))
    assert rows(path) == [["", ""], ["", ""], ["", "户编号"]]


def test_merged_titles_and_hidden_rows(workbook):
    def fill(book, sheet):
        sheet.merge_range("A1:B1", "脱贫户信息")
        sheet.write_row("A2", HEADER)
        sheet.write_row("A3", ["0013", "张三"])
        sheet.set_row(2, None, None, {"hidden": True})

    assert rows(workbook(fill)) == [["脱贫户信息", ""], HEADER, ["0013", "张三"]]


def test_values_come_as_they_are(workbook):
    def fill(book, sheet):
        sheet.write_datetime("A1", date(1956, 3, 12), book.add_format({"num_format": 14}))
        sheet.write_number("B1", 20526)
        sheet.write_number("C1", 1.30131195603121e17)
        sheet.write_boolean("D1", True)
        sheet.write_formula("E1", "=1+1", value=2)

    ((day, serial, lost, flag, cached),) = rows(workbook(fill))
    assert (day, serial, lost) == (date(1956, 3, 12), 20526, 1.30131195603121e17)
    assert (flag, cached) == (True, 2)


def test_text_that_looks_like_a_formula_stays_text(workbook):
    signs = ["=1+1", "+86", "-", "@home"]
    path = workbook(lambda _, sheet: [sheet.write_string(0, i, s) for i, s in enumerate(signs)])
    assert rows(path) == [signs]


def test_every_sheet_is_read_also_hidden_ones_but_no_chart(tmp_path):
    book = Workbook()
    book.active.title = "户信息"
    book.create_sheet("家庭成员信息").sheet_state = "hidden"
    book.create_chartsheet("图")
    book.save(tmp_path / "x.xlsx")
    sheets = reading.read(tmp_path / "x.xlsx", "二月.xlsx")
    assert [(sheet.file, sheet.name) for sheet in sheets] == [
        ("二月.xlsx", "户信息"),
        ("二月.xlsx", "家庭成员信息"),
    ]


def test_rows_begin_anew_each_time(workbook):
    (sheet,) = reading.read(workbook(lambda _, sheet: sheet.write_row("A1", HEADER)), "x.xlsx")
    assert list(sheet.rows) == list(sheet.rows) == [HEADER]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_of_every_encoding_and_delimiter(tmp_path, encoding, delimiter):
    content = f"户编号{delimiter}户主姓名\r\n0013{delimiter}张三，男\r\n"
    (tmp_path / "x.csv").write_bytes(content.encode(encoding))
    assert rows(tmp_path / "x.csv") == ROWS


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\x84\x31\x95\x33"])
def test_gbk_csv_with_a_mark(tmp_path, mark):
    (tmp_path / "x.csv").write_bytes(mark + "户编号,户主姓名\n0013,张三，男".encode("gbk"))
    assert rows(tmp_path / "x.csv") == ROWS


def test_csv_row_with_a_line_break_is_one_row(tmp_path):
    (tmp_path / "x.csv").write_text('户编号,户主姓名\n0013,"张\n三"\n\n0014,李四\n', "utf-8")
    assert rows(tmp_path / "x.csv") == [HEADER, ["0013", "张\n三"], [], ["0014", "李四"]]


def test_csv_title_line_does_not_decide_the_delimiter(tmp_path):
    (tmp_path / "x.csv").write_text("2026年,统计表\n户编号\t户主\t年度\n1\t张\t2026\n", "utf-8")
    assert rows(tmp_path / "x.csv")[1] == ["户编号", "户主", "年度"]


def test_csv_cut_in_a_character_is_refused(tmp_path):
    (tmp_path / "x.csv").write_bytes(b"\xff\x41" + "户编号".encode() + b"\xff\xff")
    assert refusal(tmp_path / "x.csv") == "unknown-encoding"


OLE = containers.OLE + bytes(504)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "x.xlsx", "empty"),
        (OLE + "Workbook".encode("utf-16-le"), "x.xls", "old-format"),
        (OLE + containers.ENCRYPTED_STREAM, "x.xlsx", "encrypted"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "x.xlsx", "not-a-workbook"),
        (b"%PDF-1.7\n1 0 obj", "x.csv", "not-a-workbook"),
        ("<html><table>户编号".encode(), "x.xls", "not-a-workbook"),
        (b"PK\x03\x04 cut off", "x.xlsx", "damaged"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path, content, name, code):
    (tmp_path / name).write_bytes(content)
    assert refusal(tmp_path / name) == code


def package(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for part, content in parts.items():
            zipped.writestr(part.replace("__", "/").replace("_", "."), content)
    return path


@pytest.mark.parametrize(
    ("parts", "name", "code"),
    [
        ({"word__document_xml": b"<w/>"}, "x.xlsx", "not-a-workbook"),
        ({"xl__workbook_bin": b"\0"}, "x.xlsb", "binary-format"),
        ({"xl__workbook_xml": b"<w/>", "xl__vbaProject_bin": b"\0"}, "x.xlsx", "macros"),
        ({"xl__workbook_xml": b"<w/>"}, "x.xlsm", "macros"),
        ({"xl__workbook_xml": b"<w/>"}, "x.xlsx", "damaged"),
    ],
)
def test_packages_that_are_no_plain_workbook_are_refused(tmp_path, parts, name, code):
    assert refusal(package(tmp_path / name, **parts)) == code


def test_a_bomb_is_refused_by_what_it_declares(tmp_path):
    zeros = bytes(containers.SMALL + 1)
    parts = {"xl__workbook_xml": b"<w/>", "xl__sharedStrings_xml": zeros}
    assert refusal(package(tmp_path / "x.xlsx", **parts)) == "zip-bomb"


def test_a_bomb_that_declares_less_than_it_unpacks_to_is_refused(tmp_path):
    zeros = bytes(containers.SMALL + 1)
    parts = {"xl__workbook_xml": b"<w/>", "xl__sharedStrings_xml": zeros}
    path = package(tmp_path / "x.xlsx", **parts)
    path.write_bytes(
        path.read_bytes().replace(struct.pack("<L", len(zeros)), struct.pack("<L", 1000))
    )
    assert refusal(path) == "damaged"


def test_two_cells_far_apart_are_refused_before_they_fill_the_memory(tmp_path):
    book = Workbook()
    book.active["A1"] = book.active["XFD1048576"] = "x"
    book.save(tmp_path / "x.xlsx")
    assert refusal(tmp_path / "x.xlsx") == "too-wide"


@pytest.mark.parametrize("place", ["CZZZZZZ9", "A99999999", "XFD1048576"])
def test_a_cell_far_outside_its_row_is_refused(workbook, tmp_path, place):
    """The parser would ask for a rectangle as large as that, whatever the rows say."""
    path = workbook(lambda _, sheet: sheet.write(0, 1, "x"))
    with zipfile.ZipFile(path) as given:
        parts = {name: given.read(name) for name in given.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].replace(b'"B1"', f'"{place}"'.encode())
    with zipfile.ZipFile(path, "w") as changed:
        for name, content in (parts | {"xl/worksheets/sheet1.xml": sheet}).items():
            changed.writestr(name, content)
    assert refusal(path) == "too-wide"


def test_an_encrypted_zip_is_refused(tmp_path):
    path = package(tmp_path / "x.xlsx", xl__workbook_xml=b"<w/>")
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert refusal(path) == "encrypted"


@pytest.fixture
def _ten_rows_at_most(monkeypatch):
    for module in (containers, reading):
        monkeypatch.setattr(module, "MAX_ROWS", 10)
        monkeypatch.setattr(module, "HEADER_ROWS", 1)


@pytest.mark.usefixtures("_ten_rows_at_most")
@pytest.mark.parametrize(("count", "refused"), [(11, False), (12, True)])
def test_too_many_rows_are_refused(workbook, tmp_path, count, refused):
    sheet = workbook(lambda _, s: [s.write(i, 0, "x") for i in range(count)])
    plain = tmp_path / "x.csv"
    plain.write_text('"x\ny",z\n' * count)
    for path in (sheet, plain):
        if refused:
            assert refusal(path) == "too-many-rows"
        else:
            assert len(rows(path)) == count


def test_too_large_a_file_is_refused(tmp_path):
    with (tmp_path / "x.csv").open("wb") as file:
        file.truncate(refusals.MAX_MEGABYTES * containers.MEGABYTE + 1)
    assert refusal(tmp_path / "x.csv") == "too-large"


def test_a_file_says_how_many_rows_it_has_before_any_is_read(workbook, tmp_path):
    path = workbook(lambda _, sheet: [sheet.write(i, 0, "x") for i in range(7)])
    (tmp_path / "x.csv").write_text("x\n" * 6 + "x")
    for name in (path, tmp_path / "x.csv"):
        assert reading.read(name, "x")[0].file_rows == 7


def test_errors_and_formulas_nobody_computed_are_text_and_not_blank(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "户 & 信息"
    for row in (["户编号", "工资", "备注"], ["0013", "=B9+C9", "#N/A"], ["0014", 5, "=1/0"]):
        sheet.append(row)
    sheet["C2"].data_type = "e"
    book.save(tmp_path / "census.xlsx")
    assert rows(tmp_path / "census.xlsx") == [
        ["户编号", "工资", "备注"], ["0013", "=B9+C9", "#N/A"], ["0014", 5.0, "=1/0"],
    ]  # fmt: skip


def test_a_formula_with_its_value_gives_the_value(workbook):
    def fill(book, sheet):
        sheet.write_row("A1", HEADER)
        sheet.write_formula("A2", "=1+1", None, 2)
        sheet.write_formula("B2", '="张"&"三"', None, "张三")

    assert rows(workbook(fill)) == [HEADER, [2.0, "张三"]]


def test_a_valueless_cell_is_found_wherever_the_pieces_of_the_sheet_end(tmp_path, monkeypatch):
    monkeypatch.setattr(containers, "MEGABYTE", 64)
    monkeypatch.setattr(valueless, "MEGABYTE", 64)
    book = Workbook()
    for row in range(30):
        book.active.append([f"{row:04d}", "=A1&A2" if row % 7 == 3 else "张三"])
    book.save(tmp_path / "census.xlsx")
    found = rows(tmp_path / "census.xlsx")
    assert [row[1] for row in found] == ["=A1&A2" if n % 7 == 3 else "张三" for n in range(30)]
