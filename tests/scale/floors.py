"""The least that any program would do: bare reads and writes of the same cells, one scan."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook


def read_workbook(path: str) -> int:
    """Every cell of every sheet by calamine alone; how many rows."""
    workbook = CalamineWorkbook.from_path(path)
    return sum(len(workbook.get_sheet_by_name(name).to_python()) for name in workbook.sheet_names)


def copy_workbook(source: str, target: str) -> float:
    """Seconds that xlsxwriter alone takes to write the cells of `source`, once they are read."""
    workbook = CalamineWorkbook.from_path(source)
    sheets = {
        name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in workbook.sheet_names
    }
    start = time.perf_counter()
    write_cells(sheets, target)
    return time.perf_counter() - start


def write_cells(sheets: Mapping[str, Sequence[Sequence[object]]], target: str) -> None:
    with xlsxwriter.Workbook(Path(target), {"constant_memory": True}) as workbook:
        for name, lines in sheets.items():
            sheet = workbook.add_worksheet(name)
            for number, line in enumerate(lines):
                for column, value in enumerate(line):
                    if isinstance(value, str) and value:
                        sheet.write_string(number, column, value)
                    elif isinstance(value, int | float):
                        sheet.write_number(number, column, value)
