"""What a condition means, in plain Python: Kleene's logic over exact fractions.

The compiler is tested against it, and the sentences use it. `values` maps columns of the wide
table (nodes.columns) to what one household says; a missing column or None is missing.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from operator import add, eq, ge, gt, le, lt, mul, ne, sub

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
)
from monitoring.indicators.catalogue import EVERY

Values = Mapping[str, Decimal | int | bool | None]
Parameters = Mapping[str, Decimal | None]

_COMPARE = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "≠": ne}
_CALCULATE = {"+": add, "-": sub, "*": mul}


def evaluate(tree: object, values: Values, parameters: Parameters) -> bool | None:
    """Yes, no, or None for missing."""
    return verdict(parse(tree, EVERY), values, parameters)


def verdict(node: Condition, values: Values, parameters: Parameters) -> bool | None:
    match node:
        case Fact(code):
            found = values.get(code)
            return None if found is None else bool(found)
        case Not(part):
            inner = verdict(part, values, parameters)
            return None if inner is None else not inner
        case Group(operator, parts):
            decisive = operator == "or"
            found_parts = [verdict(part, values, parameters) for part in parts]
            if decisive in found_parts:
                return decisive
            return None if None in found_parts else not decisive
        case Comparison(operator, left, right):
            first, second = amount(left, values, parameters), amount(right, values, parameters)
            if first is None or second is None:
                return None
            return bool(_COMPARE[operator](first, second))


def amount(node: Numeric, values: Values, parameters: Parameters) -> Fraction | None:
    """The exact number, or None where a part of it is missing."""
    match node:
        case Number(value):
            return Fraction(value)
        case Parameter(code):
            return _fraction(parameters.get(code))
        case Amount():
            above = _fraction(values.get(node.numerator))
            below = _fraction(values.get(node.denominator)) if node.denominator else Fraction(1)
            return above / below if above is not None and below else None
        case Arithmetic(operator, left, right):
            first, second = amount(left, values, parameters), amount(right, values, parameters)
            if first is None or second is None:
                return None
            return Fraction(_CALCULATE[operator](first, second))


def _fraction(value: Decimal | int | None) -> Fraction | None:
    return None if value is None else Fraction(value)
