"""Which assets the money of a distribution came from, and what part of a payout each gave."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from assets.income.distributions.sharing import by_shares
from assets.income.receipts.models import Receipt


@dataclass(frozen=True)
class Origin:
    asset: str
    amount: Decimal


def origins(distributions: Iterable[int]) -> Mapping[int, list[Origin]]:
    """By distribution what each asset brought in for it, in the order of the assets."""
    rows = (
        Receipt.objects.filter(distribution__in=set(distributions))
        .order_by("asset")
        .values_list("distribution", "asset", "asset__name")
        .annotate(sum=Sum("amount"))
    )
    found: dict[int, list[Origin]] = {}
    for distribution, _asset, name, amount in rows:
        found.setdefault(distribution, []).append(Origin(name, amount))
    return found


def parts_of(amount: Decimal, of: Iterable[Origin]) -> list[Origin]:
    """What each asset gave of the amount, together exactly the amount."""
    known = list(of)
    amounts = by_shares(amount, [each.amount for each in known])
    return [Origin(each.asset, part) for each, part in zip(known, amounts, strict=True)]
