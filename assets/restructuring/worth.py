"""What new assets take over of the old ones' worth, to the fen.

Their original values, their net values on the day, and what stays when their life is over: each is
together what it was together before. In between every row is rounded by itself, so that n rows may
differ by half a fen each, and by one more for what was rounded on the day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from assets.ledger.depreciation import net_value, remaining_months
from monitoring.registry.quantities import FEN, ZERO

if TYPE_CHECKING:
    from assets.ledger.models import Asset


@dataclass(frozen=True)
class Worth:
    original_value: Decimal
    written_off: Decimal
    residual_value: Decimal
    life_months: int | None

    @property
    def net_value(self) -> Decimal:
        """On the day it begins."""
        return self.original_value - self.written_off


def passed_on(
    assets: Sequence["Asset"], originals: Sequence[Decimal], day: date
) -> Iterator[Worth]:
    """Of each new asset, whose original values add up to those of `assets`."""
    written_off = sum((each.original_value - net_value(each, day) for each in assets), ZERO)
    residual = sum((each.residual_value for each in assets), ZERO)
    life = _life(assets, day)
    bound = portions(written_off + residual, originals)
    for original, both, off in zip(originals, bound, portions(written_off, bound), strict=True):
        yield Worth(original, off, both - off, life)


def portions(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Of `total` for each by its weight, whole fen that add up to it.

    By differences of rounded running sums: so none is above its weight where the total is not
    above their sum, which dividing one by one and giving away the rest does not promise.
    """
    whole = sum(map(_fen, weights))
    runs = accumulate(map(_fen, weights), initial=0)
    upto = [_fen(total) * run // whole if whole else 0 for run in runs]
    return [(after - before) * FEN for before, after in pairwise(upto)]


def _life(assets: Sequence["Asset"], day: date) -> int | None:
    """So many months that what is lost in a month stays as it was."""
    lives = [(each, remaining_months(each, day)) for each in assets]
    known = [(_left(each, day), months) for each, months in lives if months]
    if not known:
        return None
    monthly = sum((left / months for left, months in known), Fraction())
    left = sum((left for left, _months in known), Fraction())
    return round(left / monthly) if monthly else max(months for _left, months in known)


def _left(asset: "Asset", day: date) -> Fraction:
    """What it will still lose."""
    return Fraction(net_value(asset, day) - asset.residual_value)


def _fen(amount: Decimal) -> int:
    return int(amount / FEN)
