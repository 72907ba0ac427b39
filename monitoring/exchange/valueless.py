"""Cells that hold an error or a formula nobody computed: the parser gives both as blank.

A blank clears what the registry knows, so these cells are given their text instead ("#N/A",
"=B5+C5"), which the checks refuse like any other text that is no value of its column.
"""

import html
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

MEGABYTE = 1 << 20
LONGEST_END = 256  # bytes from the end of a formula, or of a short one itself, to that of its cell

UNCOMPUTED = re.compile(rb"(?:</f>|<f[^>]*/>)\s*(?:<v></v>|<v\s*/>)?\s*</c>")
CELL = re.compile(rb"""<c\s[^>]*?r=["']([A-Z]+)(\d+)["'][^>]*>(?:(?!</c>).)*</c>""", re.DOTALL)
VALUE = re.compile(rb"<v>([^<]*)</v>")
FORMULA = re.compile(rb"<f[^>]*>([^<]*)</f>")
SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
ATTRIBUTE = re.compile(r"""([\w:]+)=["']([^"']*)["']""")

# By row and column, both from 0: what stands in the cell instead of a value.
Cells = Mapping[tuple[int, int], str]


def stands_in(piece: bytes) -> bool:
    """Whether a piece of a sheet has such a cell; honest exports have none."""
    return b't="e"' in piece or (b"<f" in piece and UNCOMPUTED.search(piece) is not None)


def cells_by_sheet(path: Path, parts: Sequence[str]) -> dict[str, dict[tuple[int, int], str]]:
    """Of the parts of the package where `stands_in` found one, by the sheet's title."""
    with zipfile.ZipFile(path) as package:
        titles = _titles(package)
        return {titles[part]: dict(_cells(package, part)) for part in parts if part in titles}


def _titles(package: zipfile.ZipFile) -> dict[str, str]:
    """The title of each sheet by the name of its part."""
    book = package.read("xl/workbook.xml").decode("utf-8", "replace")
    relations = package.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {each["Id"]: each["Target"] for each in _elements(RELATION, relations)}
    return {
        _part(targets[each["r:id"]]): html.unescape(each["name"])
        for each in _elements(SHEET, book)
        if each.get("r:id") in targets
    }


def _elements(pattern: re.Pattern[str], text: str) -> list[dict[str, str]]:
    return [dict(ATTRIBUTE.findall(element)) for element in pattern.findall(text)]


def _part(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _cells(package: zipfile.ZipFile, part: str) -> Iterator[tuple[tuple[int, int], str]]:
    rest = b""
    with package.open(part) as file:
        while piece := file.read(MEGABYTE):
            piece = rest + piece  # a cell may lie across two pieces
            cut = piece.rfind(b"</c>") + len(b"</c>") if b"</c>" in piece else 0
            piece, rest = piece[:cut], piece[cut:]
            for found in CELL.finditer(piece):
                if stands_in(found.group()):
                    yield _place(found), _text(found.group())


def _place(found: re.Match[bytes]) -> tuple[int, int]:
    column = 0
    for letter in found.group(1):
        column = column * 26 + letter - 64
    return int(found.group(2)) - 1, column - 1


def _text(cell: bytes) -> str:
    formula, value = FORMULA.search(cell), VALUE.search(cell)
    if b't="e"' in cell and value:
        return html.unescape(value.group(1).decode("utf-8", "replace"))
    said = formula.group(1).decode("utf-8", "replace") if formula else ""
    return f"={html.unescape(said)}"
