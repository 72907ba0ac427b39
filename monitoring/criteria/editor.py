"""A condition as rows of a form: groups that must all hold, in each of which one row is enough.

Every condition of this shape can be edited without writing JSON; others are shown, not edited.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from monitoring.criteria.amounts import plain
from monitoring.criteria.grammar import parse
from monitoring.criteria.nodes import (
    Amount,
    Arithmetic,
    Comparison,
    Condition,
    Fact,
    Group,
    Not,
    Number,
    Numeric,
    Parameter,
    clauses_of,
    positive,
)
from monitoring.indicators.catalogue import EVERY

NUMBER = "number"
YES, NO = "yes", "no"


class NotEditableError(ValueError):
    """The condition is not of the shape that rows can show."""


@dataclass(frozen=True)
class Row:
    group: int
    indicator: str
    comparison: str  # < <= > >= = ≠, or yes and no of what is yes or no
    against: str = NUMBER  # "number", "parameter:CODE" or "indicator:CODE"
    number: str = "1"  # the limit itself, or how many times what it is held against

    def to_json(self) -> dict[str, Any]:
        subject = {"indicator": self.indicator}
        if self.comparison in (YES, NO):
            return subject if self.comparison == YES else {"not": subject}
        if self.comparison == "≠":
            return {"not": {"=": [subject, self._limit()]}}
        return {self.comparison: [subject, self._limit()]}

    def _limit(self) -> dict[str, Any]:
        number = {"number": self.number}
        if self.against == NUMBER:
            return number
        kind, _, code = self.against.partition(":")
        return {kind: code} if Decimal(self.number) == 1 else {"*": [number, {kind: code}]}


def condition_of(rows: Iterable[Row]) -> dict[str, Any]:
    """The tree that the rows say."""
    ordered = sorted(rows, key=lambda row: row.group)
    groups = [[row.to_json() for row in group] for _, group in groupby(ordered, lambda r: r.group)]
    parts = [group[0] if len(group) == 1 else {"or": group} for group in groups]
    return parts[0] if len(parts) == 1 else {"and": parts}


def rows_of(tree: object) -> list[Row]:
    """The rows that say the tree; NotEditableError where no rows do."""
    parts = clauses_of(positive(parse(tree, EVERY)))
    return [_row(number, leaf) for number, part in enumerate(parts) for leaf in _either(part)]


def editable(tree: object) -> bool:
    try:
        rows_of(tree)
    except NotEditableError:
        return False
    return True


def _either(part: Condition) -> tuple[Condition, ...]:
    return part.parts if isinstance(part, Group) and part.operator == "or" else (part,)


def _row(group: int, node: Condition) -> Row:
    match node:
        case Fact(code):
            return Row(group, code, YES)
        case Not(Fact(code)):
            return Row(group, code, NO)
        case Comparison(operator, Amount(code), limit):
            return Row(group, code, operator, *_against(limit))
        case _:
            raise NotEditableError


def _against(node: Numeric) -> tuple[str, str]:
    match node:
        case Number(value):
            return NUMBER, _text(value)
        case Parameter(code):
            return f"parameter:{code}", "1"
        case Amount(code):
            return f"indicator:{code}", "1"
        case Arithmetic("*", Number(value), Parameter() | Amount() as other):
            return _against(other)[0], _text(value)
        case Arithmetic("*", Parameter() | Amount() as other, Number(value)):
            return _against(other)[0], _text(value)
        case _:
            raise NotEditableError


def _text(value: Decimal) -> str:
    return plain(value).replace(",", "")
