from datetime import date, datetime, time
from decimal import Decimal

import pytest
from openpyxl.reader.excel import load_workbook

from monitoring.exchange import reading, writing
from monitoring.exchange.writing import Table, write_tables


def written(tmp_path, *tables):
    out = tmp_path / "out.xlsx"
    write_tables(out, *tables)
    return load_workbook(out)


def test_it_works(tmp_path):
    rows = [["0013", 3, Decimal("8300.10"), date(1956, 3, 12), True, None, ""]]
    sheet = written(tmp_path, Table("农户", list("abcdefg"), rows))["农户"]
    header, row = sheet.iter_rows(values_only=True)
    assert header == tuple("abcdefg")
    assert row == ("0013", 3, 8300.1, datetime(1956, 3, 12), True, None, None)  # noqa: DTZ001


def test_nothing_becomes_a_formula_or_a_link(tmp_path):
    texts = ["=1+1", "+86", "-", "@home", "http://example.org", "{=A1}"]
    sheet = written(tmp_path, Table("x", ["=SUM(A:A)"], [[text] for text in texts])).active
    assert [cell.value for cell in sheet["A"]] == ["=SUM(A:A)", *texts]
    assert {cell.data_type for cell in sheet["A"]} == {"s"}
    assert not any(cell.hyperlink for cell in sheet["A"])


def test_text_cannot_break_the_workbook(tmp_path):
    texts = ["<r><t>x</r>", "</c><c>", "a\x01b", "_x0041_"]
    sheet = written(tmp_path, Table("x", ["<&>"], [[text] for text in texts])).active
    assert [cell.value.strip() for cell in sheet["A"]][:3] == ["<&>", *texts[:2]]
    assert [row[0] for row in reading.read(tmp_path / "out.xlsx", "x")[0].rows][3:] == texts[2:]


def test_values_excel_cannot_hold_become_text(tmp_path):
    rows = [[date(1899, 5, 1), "长" * 40_000, time(8, 30)]]
    old, long, clock = written(tmp_path, Table("x", ["a", "b", "c"], rows)).active[2]
    assert (old.value, len(long.value), clock.value) == ("1899-05-01", 32_767, time(8, 30))


def test_the_header_stays_in_view(tmp_path):
    sheet = written(tmp_path, Table("x", ["户主姓名"], [])).active
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold


@pytest.mark.parametrize("count", [0, 2, 3, 4, 5])
def test_a_long_table_goes_on_in_a_further_sheet(tmp_path, monkeypatch, count):
    monkeypatch.setattr(writing, "LAST_ROW", 3)
    book = written(tmp_path, Table("x", ["n"], ([n] for n in range(count))))
    rows = [row[0] for sheet in book for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert rows == list(range(count))
    assert all(sheet["A1"].value == "n" and sheet.max_row <= 3 for sheet in book)


def test_names_that_excel_refuses_are_changed(tmp_path):
    names = ["a/b*c", "A b c", "户" * 40, "户" * 31, "'x'", ""]
    book = written(tmp_path, *(Table(name, ["n"], []) for name in names))
    assert book.sheetnames == ["a b c", "A b c (2)", "户" * 31, "户" * 27 + " (2)", "x", "Sheet"]
