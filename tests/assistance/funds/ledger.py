"""What the entries of a fund add up to: the oracle of its columns."""

from decimal import Decimal

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from assistance.funds.models import Fund
from assistance.funds.querysets import NOTHING

KINDS = {
    "budget": ("budget", "adjusted"),
    "committed": ("committed", "released"),
    "paid": ("paid", "returned"),
}


def by_ledger(fund: Fund) -> tuple[Decimal, Decimal, Decimal]:
    """Budget, committed and paid."""
    sums = {
        name: Coalesce(Sum("amount", filter=Q(kind__in=of)), NOTHING) for name, of in KINDS.items()
    }
    found = fund.entries.aggregate(**sums)
    return found["budget"], found["committed"], found["paid"]


def astray() -> list[Fund]:
    """Whose columns say something else than their entries."""
    funds = Fund.objects.all()
    return [fund for fund in funds if by_ledger(fund) != (fund.budget, fund.committed, fund.paid)]
