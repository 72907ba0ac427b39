"""What a file is by its bytes, and whether it is safe to open: looked at before any parser is.

The parser unpacks whole sheets and lays every cell out in a rectangle, so a small hostile file
could ask for more memory than the machine has; what it would ask for is counted here first.
"""

import mmap
import re
import zipfile
import zlib
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import IO

from monitoring.exchange.refusals import HEADER_ROWS, MAX_MEGABYTES, MAX_ROWS, Refusal, Refused
from monitoring.exchange.valueless import LONGEST_END, stands_in

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")

MEGABYTE = 1 << 20
MAX_UNPACKED = 4096 * MEGABYTE  # a million rows of the census unpack to 1.6 GB
SMALL = 16 * MEGABYTE  # below this the ratio says nothing: a blank style sheet packs 100 : 1
MAX_RATIO = 100  # sheets of a census pack 10 : 1, deflate reaches 1,030 : 1
MAX_CELLS = 110_000_000  # of one sheet's rectangle
USUAL_COLUMNS = 104  # A to CZ: a million rows of them are within MAX_CELLS

# What the library raises on packages that contradict themselves, besides its own error.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)

ROW_NUMBER = re.compile(rb"""<row[^>]*? r=["'](\d+)["']""")
ANNOUNCED = re.compile(rb"""ount=["'](\d+)""")  # the parser sets that many places aside
FAR_CELL = (
    rb""" r=["'](?=[A-Za-z]{3}|[D-Zd-z][A-Za-z]|[A-Za-z]+\d{%d,}["'])"""
    rb"""([A-Za-z]+)(\d+)["']"""
)


class Kind(Enum):
    WORKBOOK = auto()
    TEXT = auto()


@dataclass(frozen=True)
class Inspected:
    kind: Kind
    rows: int = 0  # of all sheets of a workbook
    valueless: tuple[str, ...] = ()  # parts with cells that have no value (valueless.py)


def inspect(path: Path, name: str) -> Inspected:
    """What the file is; `Refused` for what cannot be opened."""
    size = path.stat().st_size
    if size == 0:
        raise Refused(Refusal.EMPTY)
    if size > MAX_MEGABYTES * MEGABYTE:
        raise Refused(Refusal.TOO_LARGE)
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith(OLE):
        raise Refused(Refusal.ENCRYPTED if _is_encrypted(path) else Refusal.OLD_FORMAT)
    if start.startswith(b"PK"):
        return _inspect_zip(path, name)
    if b"\0" in start and not start.startswith(UTF16_MARKS):
        raise Refused(Refusal.NOT_A_WORKBOOK)
    # Web pages and XML under a workbook's name, as some systems export them.
    if start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"<", b"%PDF", b"{\\rtf")):
        raise Refused(Refusal.NOT_A_WORKBOOK)
    return Inspected(Kind.TEXT)


def _is_encrypted(path: Path) -> bool:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return data.find(ENCRYPTED_STREAM) >= 0


def _inspect_zip(path: Path, name: str) -> Inspected:
    try:
        with zipfile.ZipFile(path) as package:
            _refuse_wrong_kind(package, name)
            _refuse_bomb(package)
            return _looked_through(package)
    except BROKEN as error:
        raise Refused(Refusal.DAMAGED) from error


def _refuse_wrong_kind(package: zipfile.ZipFile, name: str) -> None:
    entries = {entry.filename.lower(): entry for entry in package.infolist()}
    if any(entry.flag_bits & 1 for entry in entries.values()):
        raise Refused(Refusal.ENCRYPTED)
    if "xl/workbook.bin" in entries:
        raise Refused(Refusal.BINARY_FORMAT)
    if "xl/workbook.xml" not in entries:
        raise Refused(Refusal.NOT_A_WORKBOOK)
    has_macros = any(e.endswith("vbaproject.bin") or "/macrosheets/" in e for e in entries)
    if has_macros or name.lower().endswith((".xlsm", ".xltm")):
        raise Refused(Refusal.MACROS)


def _refuse_bomb(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Refused(Refusal.ZIP_BOMB)
    for entry in entries:
        if entry.file_size > max(SMALL, MAX_RATIO * entry.compress_size):
            raise Refused(Refusal.ZIP_BOMB)


def _looked_through(package: zipfile.ZipFile) -> Inspected:
    """Rows of all sheets, and where cells have no value.

    Every XML part is unpacked once, in small pieces: sizes are what they say, rows are few enough.

    `zipfile` stops at the declared size and checks the sum, so a part that lies is damaged.
    """
    rows = sheets = 0
    valueless = []
    for entry in package.infolist():
        if not entry.filename.lower().endswith(".xml"):
            continue
        with package.open(entry) as part:
            found, lacks_values = _look_through(part, most=entry.file_size)
        if "/worksheets/" in entry.filename.lower():
            rows, sheets = rows + found, sheets + 1
            valueless += [entry.filename] if lacks_values else []
            if rows > MAX_ROWS + HEADER_ROWS * sheets:
                raise Refused(Refusal.TOO_MANY_ROWS)
    return Inspected(Kind.WORKBOOK, rows, tuple(valueless))


def _look_through(part: IO[bytes], most: int) -> tuple[int, bool]:
    """Rows of one XML part, which can announce no more than `most` elements; and whether it has
    cells without a value.
    """
    rows, last, columns, rest, tail, valueless = 0, 0, USUAL_COLUMNS, b"", b"", False
    while piece := part.read(MEGABYTE):
        piece = rest + piece  # a tag may lie across two pieces
        cut = piece.rfind(b"<")
        piece, rest = piece[:cut], piece[cut:]
        if any(int(number) > most for number in ANNOUNCED.findall(piece)):
            raise Refused(Refusal.DAMAGED)
        valueless = valueless or stands_in(tail + piece)
        tail = piece[-LONGEST_END:]  # the end of a cell may lie across two pieces
        rows += piece.count(b"</row>")
        for letters, row in _far_cells(piece, rows):
            last, columns = max(last, int(row)), max(columns, _column(letters))
        last = max([last, *map(int, ROW_NUMBER.findall(piece))])
        if last * columns > MAX_CELLS:
            raise Refused(Refusal.TOO_WIDE)
    return rows, valueless


def _far_cells(piece: bytes, rows: int) -> set[tuple[bytes, bytes]]:
    """Column and row of cells beyond the usual columns, or beyond what `rows` so far explain.

    An honest sheet has none, so looking for them costs little.
    """
    digits = len(str(rows)) + 1
    return set(re.findall(FAR_CELL % digits, piece))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
