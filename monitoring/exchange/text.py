"""Rows of a text file whose encoding and delimiter nobody wrote down."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from monitoring.exchange.refusals import Refusal, Refused

# A mark at the start, and the encodings it may stand before: GBK files are seen with a UTF-8 one.
# GB18030 reads all of GBK and GB2312; UTF-16 is known by its mark alone.
ENCODINGS = {
    codecs.BOM_UTF8: ("utf-8", "gb18030"),
    codecs.BOM_UTF16_LE: ("utf-16-le",),
    codecs.BOM_UTF16_BE: ("utf-16-be",),
    b"\x84\x31\x95\x33": ("gb18030",),
    b"": ("utf-8", "gb18030"),
}
DELIMITERS = (",", "\t", ";", "|")  # the last one by banks
PIECE = 1 << 20


@dataclass(frozen=True)
class Text:
    path: Path
    mark: bytes
    encoding: str

    def open(self) -> io.TextIOWrapper:
        file = self.path.open("rb")
        file.seek(len(self.mark))
        return io.TextIOWrapper(file, encoding=self.encoding, newline="")

    def rows(self) -> Iterator[list[str]]:
        with self.open() as lines:
            delimiter = _delimiter(list(islice(lines, 10)))
        with self.open() as lines:
            try:
                yield from csv.reader(lines, delimiter=delimiter)
            except csv.Error as error:
                raise Refused(Refusal.DAMAGED) from error

    def lines(self) -> int:
        """At least as many as rows: a row may hold several."""
        with self.path.open("rb") as file:
            return 1 + sum(
                piece.count(b"\n") or piece.count(b"\r")
                for piece in iter(lambda: file.read(PIECE), b"")
            )

    def has_more_rows_than(self, limit: int) -> bool:
        """Lines are counted first, and rows only where there may be too many."""
        return self.lines() > limit and sum(1 for _ in islice(self.rows(), limit + 1)) > limit


def recognise(path: Path) -> Text:
    """In which encoding every byte of the file makes sense; `Refused` when in none."""
    with path.open("rb") as file:
        start = file.read(4)
    mark = next(mark for mark in ENCODINGS if start.startswith(mark))
    for encoding in ENCODINGS[mark]:
        text = Text(path, mark, encoding)
        if _decodes(text):
            return text
    raise Refused(Refusal.UNKNOWN_ENCODING)


def _decodes(text: Text) -> bool:
    try:
        with text.open() as file:
            while file.read(PIECE):
                pass
    except UnicodeError:
        return False
    return True


def _delimiter(lines: list[str]) -> str:
    """What stands most often in one of the first lines: that line is the header."""
    return max(DELIMITERS, key=lambda sign: max((line.count(sign) for line in lines), default=0))
