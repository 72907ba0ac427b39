"""Amounts as people read them."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction


def cents(number: Fraction | Decimal, rounding: str = ROUND_HALF_UP) -> Decimal:
    """The number in whole cents; exact before it is rounded, once."""
    exact = Fraction(number) * 100
    floor = exact.numerator // exact.denominator
    up = rounding == ROUND_CEILING or (
        rounding == ROUND_HALF_UP and exact - floor >= Fraction(1, 2)
    )
    return Decimal(floor + (up and exact != floor)) / 100


def towards(number: Fraction, limit: Fraction) -> Decimal:
    """Cents of `number`, rounded away from `limit`: 8,299.996 is not shown as 8,300.00."""
    return cents(number, ROUND_FLOOR if number < limit else ROUND_CEILING)


def money(number: Decimal) -> str:
    """7,988.00"""
    return f"{number:,.2f}"


def plain(number: Decimal) -> str:
    """8,300 or 1.5: no more digits than it has."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
