"""How much of the interest of a loan is subsidised: exact, and rounded once.

Interest runs from the day of payment to the day before it is repaid (算头不算尾). What is overdue
is not subsidised.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from monitoring.registry.quantities import FEN

Steps = Sequence[tuple[date, Decimal]]  # from which day on how much, the earlier day first


@dataclass(frozen=True)
class Debt:
    """What was lent at which yearly rate (%), and repaid when."""

    amount: Decimal
    rate: Decimal
    starts_on: date
    due_on: date
    repaid: Steps = ()

    def owed(self) -> Steps:
        """Without what is overdue."""
        steps, left = [(self.starts_on, self.amount)], self.amount
        for day, amount in sorted(self.repaid):
            if day < self.due_on:
                left -= amount
                steps.append((day, left))
        return [*steps, (self.due_on, Decimal(0))]


def subsidy(
    debt: Debt, shares: Steps, first: date, last: date, *, days_of_year: Decimal
) -> Decimal:
    """For the days from first to last; `shares` in per cent of the interest."""
    owed, after = debt.owed(), last + timedelta(days=1)
    inner = {day for day, _ in (*owed, *shares) if first < day < after}
    total = sum(
        (
            at(owed, begin) * at(shares, begin) * (end - begin).days
            for begin, end in pairwise(sorted({first, *inner, after}))
        ),
        Decimal(0),
    )
    yuan = total * debt.rate / (days_of_year * 100 * 100)
    return yuan.quantize(FEN, ROUND_HALF_UP)


def at(steps: Steps, day: date) -> Decimal:
    """What holds on that day; 0 before the first step."""
    held = [value for begins, value in steps if begins <= day]
    return held[-1] if held else Decimal(0)
