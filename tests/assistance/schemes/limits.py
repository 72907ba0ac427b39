"""Limits with chosen values, without a database."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from assistance.schemes.limits.declared import Limit
from assistance.schemes.limits.models import LimitValue
from assistance.schemes.limits.reading import Known, Values


def known_of(asked: Iterable[Limit], amounts: Mapping[str, Decimal | None]) -> Values:
    return {each.code: Known(each, _value(each, amounts.get(each.code))) for each in asked}


def _value(limit: Limit, amount: Decimal | None) -> LimitValue | None:
    if amount is None:
        return None
    return LimitValue(code=limit.code, value=amount, document="测")
