"""The least that any program would do: bare reads and writes of the same cells, one scan."""

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook


def read_workbook(path: str) -> int:
    """Every cell of every sheet by calamine alone; how many rows."""
    workbook = CalamineWorkbook.from_path(path)
    return sum(len(workbook.get_sheet_by_name(name).to_python()) for name in workbook.sheet_names)


def copy_workbook(source: str, target: str) -> int:
    """The cells of `source` written by xlsxwriter alone, reading not counted in; how many rows."""
    sheets = _cells(source)
    return write_cells(sheets, target)


def _cells(source: str) -> dict[str, Sequence[Sequence[object]]]:
    workbook = CalamineWorkbook.from_path(source)
    return {
        name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in workbook.sheet_names
    }


def write_cells(sheets: dict[str, Sequence[Sequence[object]]], target: str) -> int:
    rows = 0
    with xlsxwriter.Workbook(Path(target), {"constant_memory": True}) as workbook:
        for name, lines in sheets.items():
            sheet = workbook.add_worksheet(name)
            for number, line in enumerate(lines):
                for column, value in enumerate(line):
                    if isinstance(value, str) and value:
                        sheet.write_string(number, column, value)
                    elif isinstance(value, int | float):
                        sheet.write_number(number, column, value)
            rows += len(lines)
    return rows
