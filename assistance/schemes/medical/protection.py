"""The bills of a person and year through basic insurance, major-illness insurance and assistance.

Each stage pays a share of what the one before left above its deductible, up to its limit. The parts
and what is left to the person are the bill, to the cent.
"""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from assistance.schemes.limits.reading import Known, Values
from assistance.schemes.medical.parameters import STAGES, Category
from monitoring.registry.quantities import FEN, ZERO


@dataclass(frozen=True)
class Part:
    name: str
    paid: Decimal
    deductible: Known
    share: Known
    limit: Known

    @property
    def documents(self) -> list[str]:
        known = (self.deductible, self.share, self.limit)
        return list(dict.fromkeys(each.document for each in known))


@dataclass(frozen=True)
class Protected:
    total: Decimal
    parts: tuple[Part, ...]

    @property
    def left(self) -> Decimal:
        """To the person, what lies outside the policy range included."""
        return self.total - sum((part.paid for part in self.parts), ZERO)

    @property
    def unknown(self) -> list[Known]:
        """Shares that nobody has entered: such a stage pays nothing here."""
        return [part.share for part in self.parts if part.share.amount is None]


def protect(
    total: Decimal,
    covered: Decimal,
    category: Category,
    values: Values,
    *,
    aided: Decimal = ZERO,
) -> Protected:
    """`covered` of the total lies in the policy range; `aided` was paid by assistance before."""
    left, parts = min(covered, total), []
    for stage, name in STAGES.items():
        code = f"medical.{stage}.{category.value}"
        part = _part(name, code, left, values, used=aided if stage == "aid" else ZERO)
        left -= part.paid
        parts.append(part)
    return Protected(total, tuple(parts))


def _part(name: str, code: str, left: Decimal, values: Values, *, used: Decimal) -> Part:
    deductible, share, limit = (
        values[f"{code}.{each}"] for each in ("deductible", "share", "limit")
    )
    above = max(left - (deductible.amount or ZERO), ZERO)
    part = (above * (share.amount or ZERO) / 100).quantize(FEN, ROUND_DOWN)
    paid = min(part, above)
    if limit.amount is not None:
        paid = min(paid, max(limit.amount - used, ZERO))
    return Part(name, paid, deductible, share, limit)
