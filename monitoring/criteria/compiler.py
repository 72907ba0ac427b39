"""Conditions as SQL over alias `i` of the wide table: three-valued, exact, nothing pasted.

A number is a pair (numerator, denominator) and comparisons are cross-multiplied; denominators are
numbers of people, positive by construction, so the order stays. Nothing is ever divided.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from psycopg2.sql import SQL, Composable, Composed, Identifier, Literal

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
    basis,
    clauses_of,
)
from monitoring.indicators.catalogue import Kind

Parameters = Mapping[str, Decimal | None]

_OPERATORS = {name: SQL(name) for name in ("<", "<=", ">", ">=", "=", "+", "-")}
_WORDS = {"and": SQL(" AND "), "or": SQL(" OR ")}


class _Fraction(NamedTuple):
    numerator: Composable
    denominators: tuple[Composable, ...] = ()  # their product; none: one


def compile_condition(tree: object, parameters: Parameters) -> Composed:
    """A boolean expression: true, false, or NULL where what it rests on is missing."""
    return _condition(parse(tree), parameters)


def compile_near(tree: object, parameters: Parameters) -> Composed:
    """Missing, although a known top-level clause is yes (and so none of them is no)."""
    condition = parse(tree)
    clauses = clauses_of(condition)
    if len(clauses) == 1:
        return Composed([SQL("FALSE")])
    known = (SQL("{} IS TRUE").format(_condition(clause, parameters)) for clause in clauses)
    return SQL("({} IS NULL AND ({}))").format(
        _condition(condition, parameters), SQL(" OR ").join(known)
    )


def compile_between(node: Numeric, low: Fraction, high: Fraction) -> Composed:
    """The amount lies between the two, both included."""
    found = _fraction(node, {})
    return SQL("({} AND {})").format(
        _compared(found, "<=", _constant(high)), _compared(found, ">=", _constant(low))
    )


def compile_gap(tree: object, parameters: Parameters) -> Composable:
    """Yuan per person by which income would have to rise for the condition to end; NULL where no
    amount alone ends it. Rounded up to the cent, and meant for rows where the condition is yes.
    """
    return _gap(parse(tree), parameters) or SQL("NULL::numeric")


def _gap(node: Condition, parameters: Parameters) -> Composed | None:
    match node:
        case Comparison("<" | "<=", left, right) if basis(left) == basis(right) == Kind.RATIO:
            return _distance(_fraction(left, parameters), _fraction(right, parameters))
        case Group(operator, parts):
            gaps = [_gap(part, parameters) for part in parts]
            known = [gap for gap in gaps if gap]
            # One clause has to end for an `and` to end, but every one that holds for an `or`.
            if known and operator == "and":
                return SQL("least({})").format(SQL(", ").join(known))
            if known and len(known) == len(parts):
                return SQL("greatest({})").format(SQL(", ").join(known))
    return None


def _distance(low: _Fraction, high: _Fraction) -> Composed:
    above = _infix(
        "-",
        _product(high.numerator, *low.denominators),
        _product(low.numerator, *high.denominators),
    )
    below = _product(Literal(1), *low.denominators, *high.denominators)
    return SQL("(ceil(100 * {}::numeric / nullif({}, 0)) / 100)").format(above, below)


def _condition(node: Condition, parameters: Parameters) -> Composed:
    match node:
        case Fact(code):
            return _column(code)
        case Not(part):
            return SQL("(NOT {})").format(_condition(part, parameters))
        case Group(operator, parts):
            compiled = _WORDS[operator].join(_condition(part, parameters) for part in parts)
            return SQL("({})").format(compiled)
        case Comparison(operator, left, right):
            return _compared(_fraction(left, parameters), operator, _fraction(right, parameters))


def _compared(first: _Fraction, operator: str, second: _Fraction) -> Composed:
    return _infix(
        operator,
        _product(first.numerator, *second.denominators),
        _product(second.numerator, *first.denominators),
    )


def _constant(value: Fraction) -> _Fraction:
    return _Fraction(Literal(value.numerator), (Literal(value.denominator),))


def _fraction(node: Numeric, parameters: Parameters) -> _Fraction:
    match node:
        case Number(value):
            return _Fraction(Literal(value))
        case Parameter(code):
            known = parameters.get(code)
            return _Fraction(SQL("NULL::numeric") if known is None else Literal(known))
        case Amount(numerator=above, denominator=below):
            return _Fraction(_column(above), (_column(below),) if below else ())
        case Arithmetic(operator, left, right):
            return _arithmetic(operator, _fraction(left, parameters), _fraction(right, parameters))


def _arithmetic(operator: str, left: _Fraction, right: _Fraction) -> _Fraction:
    both = left.denominators + right.denominators
    if operator == "*":
        return _Fraction(_product(left.numerator, right.numerator), both)
    if left.denominators == right.denominators:
        return _Fraction(_infix(operator, left.numerator, right.numerator), left.denominators)
    first = _product(left.numerator, *right.denominators)
    second = _product(right.numerator, *left.denominators)
    return _Fraction(_infix(operator, first, second), both)


def _product(*factors: Composable) -> Composable:
    return factors[0] if len(factors) == 1 else SQL("({})").format(SQL(" * ").join(factors))


def _infix(operator: str, left: Composable, right: Composable) -> Composed:
    return SQL("({} {} {})").format(left, _OPERATORS[operator], right)


def _column(name: str) -> Composed:
    return Composed([Identifier("i", name)])
