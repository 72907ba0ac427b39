"""The nodes of a condition, and what one can ask of them. grammar.py reads them from JSON."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from monitoring.criteria.parameters import PARAMETERS
from monitoring.indicators.catalogue import EVERY, Indicator, Kind


@dataclass(frozen=True)
class Number:
    value: Decimal

    def to_json(self) -> dict[str, Any]:
        return {"number": str(self.value)}


@dataclass(frozen=True)
class Parameter:
    code: str

    def to_json(self) -> dict[str, Any]:
        return {"parameter": self.code}


@dataclass(frozen=True)
class Asked:
    """An indicator by its code."""

    code: str

    def to_json(self) -> dict[str, Any]:
        return {"indicator": self.code}


@dataclass(frozen=True)
class TwoSided:
    operator: str
    left: "Numeric"
    right: "Numeric"

    def to_json(self) -> dict[str, Any]:
        return {self.operator: [self.left.to_json(), self.right.to_json()]}


class Amount(Asked):
    """An indicator that is a number."""

    @property
    def indicator(self) -> Indicator:
        return EVERY[self.code]

    @property
    def numerator(self) -> str:
        """The column of the wide table; of a ratio, the one above the line."""
        return self.indicator.numerator or self.code

    @property
    def denominator(self) -> str | None:
        return self.indicator.denominator or None


class Arithmetic(TwoSided):
    """A sum, difference, product or quotient."""


class Fact(Asked):
    """An indicator that is yes, no or missing."""


class Comparison(TwoSided):
    """A number held against another."""


@dataclass(frozen=True)
class Group:
    operator: str  # and, or
    parts: tuple["Condition", ...]

    def to_json(self) -> dict[str, Any]:
        return {self.operator: [part.to_json() for part in self.parts]}


@dataclass(frozen=True)
class Not:
    part: "Condition"

    def to_json(self) -> dict[str, Any]:
        return {"not": self.part.to_json()}


Numeric = Number | Parameter | Amount | Arithmetic
Condition = Fact | Comparison | Group | Not
Node = Numeric | Condition


def clauses_of(condition: Condition) -> tuple[Condition, ...]:
    """The top-level clauses: the parts of an `and`, or the condition itself."""
    if isinstance(condition, Group) and condition.operator == "and":
        return condition.parts
    return (condition,)


_PAIRS = (("<", ">="), (">", "<="), ("=", "≠"), ("and", "or"))
_OPPOSITE = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}


def opposite(operator: str) -> str:
    """The operator that holds exactly where this one does not; missing stays missing."""
    return _OPPOSITE[operator]


def positive(node: Condition, turned: bool = False) -> Condition:
    """The same condition with every `not` moved down to the facts (≠ is not of the grammar)."""
    match node:
        case Not(part):
            return positive(part, not turned)
        case Group(operator, parts):
            inside = tuple(positive(part, turned) for part in parts)
            return Group(opposite(operator) if turned else operator, inside)
        case Comparison(operator, left, right):
            return Comparison(opposite(operator), left, right) if turned else node
        case Fact():
            return Not(node) if turned else node


def walk(node: Node) -> Iterator[Node]:
    """The node and everything inside it, outermost first."""
    yield node
    inside: tuple[Node, ...] = ()
    match node:
        case Group(_, parts):
            inside = parts
        case Not(part):
            inside = (part,)
        case Arithmetic(_, left, right) | Comparison(_, left, right):
            inside = (left, right)
    for child in inside:
        yield from walk(child)


def columns(condition: Condition) -> list[str]:
    """Columns of the wide table that the condition reads, each once, in reading order."""
    names: dict[str, None] = {}
    for node in walk(condition):
        if isinstance(node, Fact):
            names[node.code] = None
        elif isinstance(node, Amount):
            names |= dict.fromkeys(filter(None, (node.numerator, node.denominator)))
    return list(names)


def parameters_of(condition: Condition) -> set[str]:
    return {node.code for node in walk(condition) if isinstance(node, Parameter)}


def indicators_of(condition: Condition) -> list[str]:
    codes = (node.code for node in walk(condition) if isinstance(node, Fact | Amount))
    return list(dict.fromkeys(codes))


def basis(node: Numeric) -> Kind | None:
    """What a number counts, such as yuan per person; None for a bare one that suits all."""
    match node:
        case Number():
            return None
        case Parameter(code):
            return PARAMETERS[code].basis
        case Amount():
            return node.indicator.basis
        case Arithmetic(_, left, right):
            return basis(left) or basis(right)
