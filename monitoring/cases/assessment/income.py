"""Net and reference income of a statement, per person, against the line of the day.

What decides is compared without division, so nothing is rounded there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from monitoring.cases.casework.models import Case
from monitoring.criteria.packs import ParameterInForce, values_in_force
from monitoring.registry.models import Statement
from monitoring.registry.quantities import FEN


@dataclass(frozen=True)
class Income:
    net: Decimal
    reference: Decimal  # 收入参考范围: net + insurance pay-outs - compliant out-of-pocket spending
    people: int
    line: Decimal | None  # yuan per person and year

    @property
    def net_per_person(self) -> Decimal:
        return (self.net / self.people).quantize(FEN, ROUND_HALF_UP)

    @property
    def reference_per_person(self) -> Decimal:
        return (self.reference / self.people).quantize(FEN, ROUND_HALF_UP)

    @property
    def distance(self) -> Decimal | None:
        """Yuan per person above the line, negative below it."""
        if self.line is None:
            return None
        return (self.net / self.people - self.line).quantize(FEN, ROUND_HALF_UP)

    @property
    def gap(self) -> Decimal | None:
        return None if self.distance is None else abs(self.distance)

    @property
    def is_below(self) -> bool:
        return self.line is not None and self.net < self.line * self.people

    @property
    def spending_breaks_line(self) -> bool:
        """Above the line, and below it once rigid spending is paid."""
        if self.line is None or self.is_below:
            return False
        return self.reference < self.line * self.people


def of(statement: Statement, line: Decimal | None) -> Income | None:
    """None while an amount or the number of people is not known."""
    net = statement.net_income
    if net is None or not statement.people:
        return None
    spent = (statement.claims or Decimal(0)) - (statement.out_of_pocket or Decimal(0))
    return Income(net, net + spent, statement.people, line)


def lines(cases: Sequence[Case]) -> dict[int, ParameterInForce | None]:
    """By case, the monitoring line of its county on the day it began."""
    asked = {case.pk: (case.opened_on, case.division_id) for case in cases}
    known = values_in_force("monitoring_line", asked.values())
    return {pk: known[place] for pk, place in asked.items()}
