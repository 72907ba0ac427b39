"""Exact numbers as SQL: a constant, columns above the line, columns below it. Never a division.

Two numbers are compared by multiplying across. What stands below is a number of people, positive
by construction, so the order stays. Arithmetic is that of bigint wherever the largest values of the
columns fit into one, else that of numeric, which is several times slower.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, prod
from typing import NamedTuple

from psycopg2.sql import SQL, Composable, Composed, Literal

BIGINT = 2**63


class Term(NamedTuple):
    """A whole number as SQL: a numeric where it may reach the end of a bigint, else an integer."""

    sql: Composable
    largest: int  # neither it nor its negative exceeds this; at least 1


class Exact(NamedTuple):
    constant: Fraction = Fraction(1)
    above: tuple[Term, ...] = ()
    below: tuple[Term, ...] = ()

    def times(self, other: "Exact") -> "Exact":
        return Exact(
            self.constant * other.constant, self.above + other.above, self.below + other.below
        )

    def plus(self, other: "Exact", operator: Composable) -> "Exact":
        """The sum, or with a minus the difference."""
        divisor = self.constant.denominator * other.constant.denominator
        first, second, common = self._whole(other)
        below = self.below
        if self.below == other.below:
            left, right = _product(first, self.above), _product(second, other.above)
        else:
            left, right = (
                _product(first, self.above + other.below),
                _product(second, other.above + self.below),
            )
            below = self.below + other.below
        total = _joined(operator, (left, right), left.largest + right.largest)
        return Exact(Fraction(common, divisor), (total,), below)

    def compared(self, operator: Composable, other: "Exact") -> Composed:
        first, second, _common = self._whole(other)
        left = _product(first, self.above + other.below)
        return infix(left.sql, operator, _product(second, other.above + self.below).sql)

    def fraction(self) -> tuple[Composable, Composable]:
        """What stands above and below the line."""
        above = _product(self.constant.numerator, self.above)
        return above.sql, _product(self.constant.denominator, self.below).sql

    def _whole(self, other: "Exact") -> tuple[int, int, int]:
        """The two constants over a common divisor, as small whole numbers, and their factor."""
        first = self.constant.numerator * other.constant.denominator
        second = other.constant.numerator * self.constant.denominator
        common = gcd(first, second) or 1
        return first // common, second // common, common


def infix(left: Composable, operator: Composable, right: Composable) -> Composed:
    return SQL("({} {} {})").format(left, operator, right)


def _product(number: int, terms: tuple[Term, ...]) -> Term:
    if number == 1 and len(terms) == 1:
        return terms[0]
    if number != 1 or not terms:
        terms = (Term(Literal(number), max(1, abs(number))), *terms)
    return _joined(SQL("*"), terms, prod(term.largest for term in terms))


def _joined(operator: Composable, terms: Sequence[Term], largest: int) -> Term:
    """The first of them decides in which type PostgreSQL goes on, from left to right."""
    kind = SQL("bigint" if largest < BIGINT else "numeric")
    first, *others = (term.sql for term in terms)
    calculated = SQL("{}::{}").format(first, kind)
    for other in others:
        calculated = infix(calculated, operator, other)
    return Term(calculated, largest)
