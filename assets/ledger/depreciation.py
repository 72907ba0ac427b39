"""What an asset is worth on a day: straight line by whole months, from the month after it began.

Said twice, for one row in Python and for all in SQL; the tests hold that both say the same.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from django.db.models import Case, DecimalField, ExpressionWrapper, F, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import ExtractMonth, ExtractYear, Greatest, Least, Round

from monitoring.registry.months import ordinal
from monitoring.registry.quantities import FEN

if TYPE_CHECKING:
    from assets.ledger.models import Asset

EXACT = DecimalField(max_digits=30, decimal_places=10)
MONEY = DecimalField(max_digits=14, decimal_places=2)


def net_value(asset: "Asset", day: date) -> Decimal:
    """In yuan. Before it began, what it was worth when it began."""
    return asset.original_value - asset.written_off - _since(asset, day)


def _since(asset: "Asset", day: date) -> Decimal:
    """Written off since it began."""
    if asset.life_months is None:
        return Decimal(0)
    months = min(max(ordinal(day) - ordinal(asset.began_on), 0), asset.life_months)
    whole = asset.original_value - asset.written_off - asset.residual_value
    return (whole * months / asset.life_months).quantize(FEN, ROUND_HALF_UP)


def worth(day: date) -> Combinable:
    """The same of every row."""
    passed = Value(ordinal(day) + 1) - ExtractYear("began_on") * 12 - ExtractMonth("began_on")
    months = Least(Greatest(passed, Value(0)), F("life_months"))
    whole = F("original_value") - F("written_off") - F("residual_value")
    since = Round(ExpressionWrapper(whole * months / F("life_months"), EXACT), precision=2)
    return ExpressionWrapper(
        F("original_value")
        - F("written_off")
        - Case(When(life_months=None, then=Value(Decimal(0))), default=since, output_field=MONEY),
        MONEY,
    )


def remaining_months(asset: "Asset", day: date) -> int | None:
    """Of its useful life after that day; at least 1, None where it keeps its value."""
    if asset.life_months is None:
        return None
    return max(asset.life_months - max(ordinal(day) - ordinal(asset.began_on), 0), 1)
