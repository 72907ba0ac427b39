"""Exact numbers as SQL: a constant, columns above the line, columns below it. Never a division.

Two numbers are compared by multiplying across. What stands below is a number of people, positive
by construction, so the order stays.
"""

from fractions import Fraction
from math import gcd
from typing import NamedTuple

from psycopg2.sql import SQL, Composable, Composed, Literal

# A whole constant times one smallint column fits a bigint below this; numeric is five times slower.
SMALL = 2**47


class Exact(NamedTuple):
    constant: Fraction = Fraction(1)
    above: tuple[Composable, ...] = ()
    below: tuple[Composable, ...] = ()

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
        return Exact(Fraction(common, divisor), (infix(left, operator, right),), below)

    def compared(self, operator: Composable, other: "Exact") -> Composed:
        first, second, _common = self._whole(other)
        left = _product(first, self.above + other.below)
        return infix(left, operator, _product(second, other.above + self.below))

    def fraction(self) -> tuple[Composable, Composable]:
        """What stands above and below the line."""
        above = _product(self.constant.numerator, self.above)
        return above, _product(self.constant.denominator, self.below)

    def _whole(self, other: "Exact") -> tuple[int, int, int]:
        """The two constants over a common divisor, as small whole numbers, and their factor."""
        first = self.constant.numerator * other.constant.denominator
        second = other.constant.numerator * self.constant.denominator
        common = gcd(first, second) or 1
        return first // common, second // common, common


def infix(left: Composable, operator: Composable, right: Composable) -> Composed:
    return SQL("({} {} {})").format(left, operator, right)


def _product(number: int, columns: tuple[Composable, ...]) -> Composable:
    if number == 1 and len(columns) == 1:
        return columns[0]
    parts = [*columns] if number == 1 and columns else [_constant(number), *columns]
    if number == 1 or len(parts) > 2:
        parts[0] = SQL("{}::numeric").format(parts[0])  # several columns may exceed a bigint
    return SQL("({})").format(SQL(" * ").join(parts))


def _constant(number: int) -> Composed:
    kind = SQL("bigint" if abs(number) < SMALL else "numeric")
    return SQL("{}::{}").format(Literal(number), kind)
