"""The smallest change of a household that ends a criterion being met."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.criteria.amounts import cents, money
from monitoring.criteria.nodes import Comparison, Condition, Fact, Group, Not
from monitoring.criteria.reference import Parameters, Values, amount, verdict
from monitoring.criteria.wording import WORDS
from monitoring.indicators.catalogue import INDICATORS
from monitoring.registry.quantities import FEN

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text


@dataclass(frozen=True)
class Lever:
    """Something whose amount can change, and which columns move with one yuan of it."""

    moves: Mapping[str, int]
    text: "Text"

    def pulled(self, values: Values, by: Decimal) -> Values:
        moved = {
            column: _plus(values.get(column), by * step) for column, step in self.moves.items()
        }
        return {**values, **moved}


# Only changes that are good for the household: nobody is told to earn less.
LEVERS = (
    Lever(
        {"net_income": 1, "reference_income": 1},
        gettext_lazy("net income of the household rises by another %(amount)s yuan"),
    ),
    Lever(
        {"out_of_pocket": -1, "reference_income": 1},
        gettext_lazy("compliant out-of-pocket spending falls by %(amount)s yuan"),
    ),
)


@dataclass(frozen=True)
class Change:
    """Pulling the lever by `by` yuan, and what else must become true."""

    by: Decimal = Decimal(0)
    needs: tuple[str, ...] = field(default=())

    @property
    def size(self) -> tuple[int, Decimal]:
        return len(self.needs), self.by

    def together(self, other: "Change") -> "Change":
        needs = tuple(dict.fromkeys((*self.needs, *other.needs)))
        return Change(max(self.by, other.by), needs)


def smallest_change(condition: Condition, values: Values, parameters: Parameters) -> str:
    """A sentence, or "" where the condition is not met or nothing a household can do ends it."""
    if not verdict(condition, values, parameters):
        return ""
    best: tuple[Change, Lever] | None = None
    for lever in LEVERS:
        change = _Search(lever, values, parameters).ending(condition)
        if change and (best is None or change.size < best[0].size):
            best = change, lever
    return _sentence(*best) if best else ""


def _sentence(change: Change, lever: Lever) -> str:
    amounts = [lever.text % {"amount": money(change.by)}] if change.by else []
    changes = _(" and ").join([*amounts, *change.needs])
    return _("No longer met once %(changes)s.") % {"changes": changes}


@dataclass(frozen=True)
class _Search:
    lever: Lever
    values: Values
    parameters: Parameters

    def ending(self, node: Condition) -> Change | None:
        """The smallest change after which `node` is not met; None where there is none."""
        if not verdict(node, self.values, self.parameters):
            return Change()
        match node:
            case Group("and", parts):
                found = [change for part in parts if (change := self.ending(part))]
                return min(found, key=lambda change: change.size, default=None)
            case Group(_, parts):
                return self._all([self.ending(part) for part in parts])
            case Comparison():
                return self._comparison(node)
            case Fact(code):
                return _needing(str(WORDS[code].to_no))
            case Not(Fact(code)):
                return _needing(str(WORDS[code].to_yes))
            case _:
                return None

    def _all(self, changes: list[Change | None]) -> Change | None:
        total = Change()
        for change in changes:
            if change is None:
                return None
            total = total.together(change)
        return total

    def _comparison(self, node: Comparison) -> Change | None:
        if node.operator == "=":
            return _needing(self._no_longer(node))
        start, slope = self._line(node)
        if not start and not slope:
            return None
        crossing = -start / slope if slope else Fraction(-1)
        strict = node.operator in ("<=", ">=")  # the limit itself still meets these two
        by = cents(crossing, ROUND_FLOOR) + FEN if strict else cents(crossing, ROUND_CEILING)
        if crossing < 0 or verdict(node, self.lever.pulled(self.values, by), self.parameters):
            return None
        return Change(by)

    def _line(self, node: Comparison) -> tuple[Fraction, Fraction]:
        """Left minus right as it is, and by how much one yuan of the lever moves it."""
        start, moved = (
            self._distance(node, values)
            for values in (self.values, self.lever.pulled(self.values, Decimal(1)))
        )
        return start, moved - start

    def _distance(self, node: Comparison, values: Values) -> Fraction:
        left = amount(node.left, values, self.parameters)
        right = amount(node.right, values, self.parameters)
        return (left or Fraction(0)) - (right or Fraction(0))

    def _no_longer(self, node: Comparison) -> str:
        code = getattr(node.left, "code", "")
        if code not in INDICATORS:
            return ""
        return _("there is %(label)s") % {"label": INDICATORS[code].label}


def _needing(text: str) -> Change | None:
    return Change(needs=(text,)) if text else None


def _plus(value: Decimal | int | None, step: Decimal) -> Decimal | None:
    return None if value is None else value + step
