"""Cleaning column by column: every distinct cell of a column is cleaned once, then looked up."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from accounts.personal import encrypt_many, keyed_hashes, mask
from monitoring.registry.cleaning import Cleaner
from monitoring.registry.findings import Problem
from monitoring.registry.identity import Identity

NULL = r"\N"
KEPT_CELLS = 40_000  # distinct cells remembered per column: code lists, dates, common amounts

_ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r", "\0": ""})


class CleanColumn(dict[Any, Any]):
    """The clean value of each raw cell of one column, made at first sight."""

    def __init__(self, clean: Cleaner, *, as_text: bool) -> None:
        """`as_text`: the values are wanted as COPY reads them."""
        self._clean = clean
        self._as_text = as_text
        self.problems: dict[Any, Problem] = {}

    def __missing__(self, raw: Any) -> Any:
        try:
            value = self._clean(raw)
        except Problem as problem:
            self.problems[raw] = problem
            value = problem.value
        self[raw] = value = copied(value) if self._as_text else value
        return value

    def values_of(self, raw: Sequence[Any]) -> list[Any]:
        if len(self) > KEPT_CELLS:
            self.clear()
            self.problems.clear()
        return list(map(self.__getitem__, raw))

    def problems_in(self, raw: Sequence[Any]) -> Iterator[tuple[int, Problem]]:
        """The places with a problem in the cells that `values_of` last saw."""
        if self.problems:
            for place, cell in enumerate(raw):
                if cell in self.problems:
                    yield place, self.problems[cell]


def copied(value: Any) -> str:
    """A value as PostgreSQL's COPY reads it."""
    if value is None:
        return NULL
    if isinstance(value, str):
        return value if value.isalnum() else value.translate(_ESCAPES)
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, list):
        return "{" + ",".join(value) + "}"
    if isinstance(value, bytes):
        return rf"\\x{value.hex()}"
    return value.isoformat() if isinstance(value, date) else str(value)


class Copied(dict[Any, str]):
    """`copied` of each distinct value of a column, made at first sight."""

    def __missing__(self, value: Any) -> str:
        self[value] = text = copied(value)
        return text


def personal_columns(values: Sequence[str | Identity | None]) -> tuple[list[str], ...]:
    """The three columns that keep a column of personal numbers: cipher, hash, masked."""
    given = [(place, value) for place, value in enumerate(values) if value is not None]
    numbers = [value.number if isinstance(value, Identity) else value for _, value in given]
    searched = [value.person if isinstance(value, Identity) else value for _, value in given]
    columns = [NULL] * len(values), [NULL] * len(values), [""] * len(values)
    made = (encrypt_many(numbers), keyed_hashes(searched), map(mask, numbers))
    for (place, _), cipher, hashed, masked in zip(given, *made, strict=True):
        columns[0][place] = copied(cipher)
        columns[1][place] = copied(hashed)
        columns[2][place] = masked
    return columns
