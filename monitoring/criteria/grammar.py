"""The closed grammar of conditions: JSON in, typed nodes out. What it does not name is refused.

condition  {"and": [c, c…]}  {"or": [c, c…]}  {"not": c}  {"indicator": yes-or-no}
           {"<": [n, n]}  and likewise  <=  >  >=  =
number     {"number": "1.5"}  {"parameter": code}  {"indicator": amount}
           {"+": [n, n]}  {"-": [n, n]}  {"*": [n, n]}
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

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
    basis,
    walk,
)
from monitoring.criteria.parameters import PARAMETERS
from monitoring.indicators.catalogue import EVERY, INDICATORS, Indicator, Kind

COMPARISONS = ("<", "<=", ">", ">=", "=")
ARITHMETIC = ("+", "-", "*")
GROUPS = ("and", "or")
MAX_DEPTH = 8
MAX_PARTS = 30
Known = Mapping[str, Indicator]  # what a condition may name
NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,4})?")


@dataclass(frozen=True)
class Problem:
    """What is wrong and where: `path` is a JSON pointer into the tree, empty for the whole."""

    path: str
    message: str

    def __str__(self) -> str:
        return _("At %(path)s: %(message)s") % {"path": self.path or "/", "message": self.message}


class InvalidConditionError(ValueError):
    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


def parse(tree: object, known: Known = INDICATORS) -> Condition:
    """The condition that `tree` says; InvalidConditionError with every problem found otherwise."""
    reader = _Reader(known)
    condition = reader.condition(tree, "", 1)
    if reader.problems or condition is None:
        raise InvalidConditionError(reader.problems)
    return condition


def validate(tree: object, known: Known = INDICATORS) -> list[Problem]:
    """Every problem of `tree` with its place; none where it is a condition."""
    reader = _Reader(known)
    reader.condition(tree, "", 1)
    return reader.problems


class _Reader:
    """Reads a tree top down and notes every problem with its place."""

    def __init__(self, known: Known) -> None:
        self.problems: list[Problem] = []
        self.known = known

    def refuse(self, path: str, message: str) -> None:
        self.problems.append(Problem(path, message))

    def condition(self, tree: object, path: str, depth: int) -> Condition | None:
        if (entry := self._entry(tree, path, depth)) is None:
            return None
        key, value = entry
        inside = f"{path}/{key}"
        if key in GROUPS:
            return self._group(key, value, inside, depth)
        if key == "not":
            part = self.condition(value, inside, depth + 1)
            return Not(part) if part else None
        if key in COMPARISONS:
            return self._comparison(key, value, inside, depth)
        if key == "indicator":
            return self._fact(value, inside)
        if key in ARITHMETIC or key in ("number", "parameter"):
            self.refuse(inside, _("A number alone is no condition; compare it with something."))
        else:
            self.refuse(inside, _("Unknown operator “%(name)s”.") % {"name": key})
        return None

    def numeric(self, tree: object, path: str, depth: int) -> Numeric | None:
        if (entry := self._entry(tree, path, depth)) is None:
            return None
        key, value = entry
        inside = f"{path}/{key}"
        if key == "number":
            return self._number(value, inside)
        if key == "parameter":
            return self._parameter(value, inside)
        if key == "indicator":
            return self._amount(value, inside)
        if key in ARITHMETIC:
            return self._arithmetic(key, value, inside, depth)
        if key in GROUPS or key in COMPARISONS or key == "not":
            self.refuse(inside, _("A number belongs here, not a condition."))
        else:
            self.refuse(inside, _("Unknown operator “%(name)s”.") % {"name": key})
        return None

    def _entry(self, tree: object, path: str, depth: int) -> tuple[str, object] | None:
        if depth > MAX_DEPTH:
            self.refuse(path, _("Nested deeper than %(limit)s levels.") % {"limit": MAX_DEPTH})
        elif not isinstance(tree, dict) or len(tree) != 1:
            self.refuse(path, _("Exactly one operator with its parts belongs here."))
        else:
            ((key, value),) = tree.items()
            return str(key), value
        return None

    def _group(self, operator: str, value: object, path: str, depth: int) -> Group | None:
        if not isinstance(value, list) or not 1 <= len(value) <= MAX_PARTS:
            self.refuse(path, _("A group needs 1 to %(limit)s conditions.") % {"limit": MAX_PARTS})
            return None
        parts = [self.condition(part, f"{path}/{n}", depth + 1) for n, part in enumerate(value)]
        found = tuple(part for part in parts if part)
        return Group(operator, found) if len(found) == len(parts) else None

    def _pair(self, value: object, path: str, depth: int) -> tuple[Numeric, Numeric] | None:
        if not isinstance(value, list) or len(value) != 2:
            self.refuse(path, _("Exactly two numbers belong here."))
            return None
        left, right = (self.numeric(part, f"{path}/{n}", depth + 1) for n, part in enumerate(value))
        return (left, right) if left and right else None

    def _comparison(self, operator: str, value: object, path: str, depth: int) -> Condition | None:
        if (pair := self._pair(value, path, depth)) is None:
            return None
        if not any(isinstance(node, Amount) for side in pair for node in walk(side)):
            self.refuse(path, _("A comparison needs an indicator on one side."))
        self._same_basis(pair, path)
        return Comparison(operator, *pair)

    def _arithmetic(self, operator: str, value: object, path: str, depth: int) -> Numeric | None:
        if (pair := self._pair(value, path, depth)) is None:
            return None
        if operator != "*":
            self._same_basis(pair, path)
        elif all(basis(side) for side in pair):
            self.refuse(path, _("Multiply by a bare number, not one amount by another."))
        return Arithmetic(operator, *pair)

    def _same_basis(self, pair: tuple[Numeric, Numeric], path: str) -> None:
        if len({basis(side) for side in pair} - {None}) > 1:
            self.refuse(
                path, _("The two sides count different things, such as yuan and yuan per person.")
            )

    def _fact(self, code: object, path: str) -> Fact | None:
        if (indicator := self._indicator(code, path)) is None:
            return None
        if indicator.kind != Kind.BOOLEAN:
            self.refuse(path, _("“%(label)s” is an amount; compare it with something.")
                        % {"label": indicator.label})  # fmt: skip
            return None
        return Fact(indicator.code)

    def _amount(self, code: object, path: str) -> Amount | None:
        if (indicator := self._indicator(code, path)) is None:
            return None
        if indicator.kind == Kind.BOOLEAN:
            self.refuse(path, _("“%(label)s” is yes or no and cannot be compared with an amount.")
                        % {"label": indicator.label})  # fmt: skip
            return None
        return Amount(indicator.code)

    def _indicator(self, code: object, path: str) -> Indicator | None:
        if not isinstance(code, str) or code not in EVERY:
            self.refuse(path, _("Unknown indicator “%(name)s”.") % {"name": code})
            return None
        if code not in self.known:
            self.refuse(path, _("“%(label)s” is known of one person; only the terms of a measure "
                                "that is given to one person may ask it.")
                        % {"label": EVERY[code].label})  # fmt: skip
            return None
        return EVERY[code]

    def _parameter(self, code: object, path: str) -> Parameter | None:
        if not isinstance(code, str) or code not in PARAMETERS:
            self.refuse(path, _("Unknown parameter “%(name)s”.") % {"name": code})
            return None
        return Parameter(code)

    def _number(self, value: object, path: str) -> Number | None:
        if not isinstance(value, str) or not NUMBER.fullmatch(value):
            self.refuse(path, _("Write a number as text with at most 4 decimals, such as “1.5”."))
            return None
        return Number(Decimal(value))
