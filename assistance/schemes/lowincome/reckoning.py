"""低保 income of a household: what it earned, less what may be deducted, each with its clause."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from assistance.schemes.limits.reading import Values
from assistance.schemes.lowincome.parameters import POLICY, STANDARD
from monitoring.registry.quantities import FEN, ZERO

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text

MONTHS = 12


@dataclass(frozen=True)
class Kind:
    code: str
    label: "Text"
    clause: str


KINDS = (
    Kind("disability", _("Rigid spending for disability"), f"{POLICY}：因残疾增加的刚性支出"),
    Kind("illness", _("Rigid spending for illness"), f"{POLICY}：因病增加的刚性支出"),
    Kind("work", _("Necessary employment cost"), f"{POLICY}：必要的就业成本"),
)


@dataclass(frozen=True)
class Deduction:
    """`applied` is what of the amount said is taken off; the documents say how much may be."""

    kind: Kind
    said: Decimal
    applied: Decimal
    share: Decimal | None
    limit: Decimal | None
    documents: tuple[str, ...]


@dataclass(frozen=True)
class Reckoned:
    income: Decimal  # net, of the year
    deductions: tuple[Deduction, ...]
    people: int
    standard: Decimal | None  # a person and month

    @property
    def deducted(self) -> Decimal:
        return sum((each.applied for each in self.deductions), ZERO)

    @property
    def counted(self) -> Decimal:
        return self.income - self.deducted

    @property
    def per_person(self) -> Decimal:
        """A month, half up; whether it is below the standard is asked of the year's exact sums."""
        return (self.counted / self.people / MONTHS).quantize(FEN, ROUND_HALF_UP)

    @property
    def is_below(self) -> bool | None:
        """None where the standard is not known."""
        if self.standard is None:
            return None
        return self.counted < self.standard * self.people * MONTHS

    @property
    def gap(self) -> Decimal | None:
        """What is short of the standard, for the household and month, never rounded up."""
        if self.standard is None:
            return None
        short = self.standard * self.people - self.counted / MONTHS
        return max(short, ZERO).quantize(FEN, ROUND_DOWN)


def reckon(income: Decimal, said: Mapping[str, Decimal], people: int, values: Values) -> Reckoned:
    """Deductions in the order of the policy, and never more than there is income."""
    left, deductions = max(income, ZERO), []
    for kind in KINDS:
        found = _deduction(kind, said.get(kind.code, ZERO), left, values)
        left -= found.applied
        deductions.append(found)
    return Reckoned(max(income, ZERO), tuple(deductions), people, values[STANDARD.code].amount)


def _deduction(kind: Kind, said: Decimal, left: Decimal, values: Values) -> Deduction:
    share, limit = (values[f"lowincome.{kind.code}.{name}"] for name in ("share", "limit"))
    part = said * (share.amount if share.amount is not None else Decimal(100)) / 100
    bounds: Iterable[Decimal] = (
        part,
        said,
        left,
        *([limit.amount] if limit.amount is not None else []),
    )
    applied = min(bounds).quantize(FEN, ROUND_DOWN)
    documents = tuple(dict.fromkeys((share.document, limit.document)))
    return Deduction(kind, said, applied, share.amount, limit.amount, documents)
