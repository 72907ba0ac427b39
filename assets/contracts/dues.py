"""What is owed by agreement, and when: pure, of one agreement.

Of a contract, said to SQL in the same words: the period `k` = 0, 1, 2 … begins on `starts_on`, its
rent is due on `first_due_on`, both `k * months_per_period` months later (`make_interval`), as long
as it begins by `last_day`. Each is owed whole, also the last one, however short it is.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import count, takewhile
from typing import TYPE_CHECKING

from monitoring.registry.months import shifted
from monitoring.registry.quantities import FEN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assets.contracts.equity.models import Investment, Return
    from assets.contracts.models import Contract


@dataclass(frozen=True)
class Due:
    on: date
    amount: Decimal


def of_contract(contract: "Contract") -> list[Due]:
    """Every rent from the first to the last, by day."""
    months = contract.months_per_period
    begun = takewhile(
        lambda k: shifted(contract.starts_on, k * months) <= contract.last_day, count()
    )
    return [Due(shifted(contract.first_due_on, k * months), contract.rent) for k in begun]


def of_investment(investment: "Investment", returns: "Sequence[Return]") -> list[Due]:
    """Every dividend by day: a year's share of the principal that was outside until that day."""
    days = (shifted(investment.first_dividend_on, 12 * k) for k in count())
    found = []
    for day in takewhile(lambda day: day <= investment.last_day, days):
        outside = investment.principal - sum(each.amount for each in returns if each.on < day)
        amount = (outside * investment.dividend_rate / 100).quantize(FEN, ROUND_HALF_UP)
        found.append(Due(day, amount))
    return found
