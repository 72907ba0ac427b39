"""Conditions as SQL over alias `i` of the wide table: three-valued, exact, nothing pasted.

Numbers are exact fractions, compared by multiplying across (exact.py). Columns of amounts hold
whole fen, everything else is in yuan.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from psycopg2.sql import SQL, Composable, Composed, Identifier

from monitoring.criteria.exact import Exact, Term
from monitoring.criteria.grammar import Known, parse
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
    walk,
)
from monitoring.indicators.catalogue import EVERY, INDICATORS, LARGEST, Kind
from monitoring.registry.quantities import FEN

Parameters = Mapping[str, Decimal | None]

_OPERATORS = {name: SQL(name) for name in ("<", "<=", ">", ">=", "=", "+", "-")}
MISSING = Exact(above=(Term(SQL("NULL::bigint"), 1),))
_WORDS = {"and": SQL(" AND "), "or": SQL(" OR ")}


def compile_condition(tree: object, parameters: Parameters, known: Known = INDICATORS) -> Composed:
    """A boolean expression: true, false, or NULL where what it rests on is missing."""
    return _condition(parse(tree, known), parameters)


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
    found = _exact(node, {})
    return SQL("({} AND {})").format(
        found.compared(SQL("<="), Exact(high)), found.compared(SQL(">="), Exact(low))
    )


def compile_gap(tree: object, parameters: Parameters) -> Composable:
    """Yuan per person by which income would have to rise for the condition to end; NULL where no
    amount alone ends it. Rounded up to the cent, and meant for rows where the condition is yes.
    """
    return _gap(parse(tree), parameters) or SQL("NULL::numeric")


def _gap(node: Condition, parameters: Parameters) -> Composed | None:
    match node:
        case Comparison("<" | "<=", left, right) if basis(left) == basis(
            right
        ) == Kind.RATIO and _of_income(left):
            return _distance(_exact(left, parameters), _exact(right, parameters))
        case Group(operator, parts):
            gaps = [_gap(part, parameters) for part in parts]
            known = [gap for gap in gaps if gap]
            # One clause has to end for an `and` to end, but every one that holds for an `or`.
            if known and operator == "and":
                return SQL("least({})").format(SQL(", ").join(known))
            if known and len(known) == len(parts):
                return SQL("greatest({})").format(SQL(", ").join(known))
    return None


def _of_income(node: Numeric) -> bool:
    """An income per person, which rises; not what one person has to bear."""
    return any(isinstance(part, Amount) and part.denominator for part in walk(node))


def _distance(low: Exact, high: Exact) -> Composed:
    above, below = high.plus(low, SQL("-")).fraction()
    return SQL("(ceil(100 * {}::numeric / nullif({}, 0)) / 100)").format(above, below)


def _condition(node: Condition, parameters: Parameters) -> Composed:
    match node:
        case Fact(code):
            return _column(code)
        case Not(part):
            return SQL("(NOT {})").format(_condition(part, parameters))
        case Group(operator, parts):
            cheap_first = sorted(parts, key=_cost)
            compiled = _WORDS[operator].join(_condition(part, parameters) for part in cheap_first)
            return SQL("({})").format(compiled)
        case Comparison(operator, left, right):
            return _exact(left, parameters).compared(
                _OPERATORS[operator], _exact(right, parameters)
            )


def _cost(node: Condition) -> tuple[int, bool]:
    """PostgreSQL asks in the order written and stops where it knows: what is cheap and what is
    seldom true come first. Most households lie above a line.
    """
    amounts = sum(isinstance(part, Amount) for part in walk(node))
    return amounts, isinstance(node, Comparison) and node.operator in (">", ">=")


def _exact(node: Numeric, parameters: Parameters) -> Exact:
    match node:
        case Number(value):
            return Exact(Fraction(value))
        case Parameter(code):
            known = parameters.get(code)
            return MISSING if known is None else Exact(Fraction(known))
        case Amount(numerator=above, denominator=below):
            unit = FEN if EVERY[above].kind == Kind.MONEY else 1
            return Exact(Fraction(unit), (_term(above),), (_term(below),) if below else ())
        case Arithmetic("*", left, right):
            return _exact(left, parameters).times(_exact(right, parameters))
        case Arithmetic(operator, left, right):
            return _exact(left, parameters).plus(_exact(right, parameters), _OPERATORS[operator])


def _term(name: str) -> Term:
    return Term(_column(name), LARGEST[EVERY[name].kind])


def _column(name: str) -> Composed:
    return Composed([Identifier("i", name)])
