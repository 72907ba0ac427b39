"""Reads of funds and their ledgers, named for the question."""

from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import DecimalField, F, Q, Sum, Value
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from assistance.funds.models import Fund, FundEntry  # noqa: F401

MONEY = DecimalField(max_digits=14, decimal_places=2)
NOTHING = Value(Decimal(0), output_field=MONEY)


class FundQuerySet(models.QuerySet["Fund"]):
    def of_county(self, county: str) -> Self:
        """`county` is the code of any place in it."""
        return self.filter(county_id=f"{county[:6]}000000")

    def for_list(self) -> Self:
        return self.select_related("county")

    def sums(self) -> dict[str, Decimal]:
        """Budget, committed and paid of all these funds together."""
        return self.aggregate(
            **{name: Coalesce(Sum(name), NOTHING) for name in ("budget", "committed", "paid")}
        )

    def by_ledger(self) -> Self:
        """Each with what its entries add up to: `budget_told`, `committed_told`, `paid_told`."""
        kinds = {
            "budget_told": ("budget", "adjusted"),
            "committed_told": ("committed", "released"),
            "paid_told": ("paid", "returned"),
        }
        sums = {
            name: Coalesce(Sum("entries__amount", filter=Q(entries__kind__in=of)), NOTHING)
            for name, of in kinds.items()
        }
        return self.annotate(**sums)

    def astray(self) -> Self:
        """Whose columns say something else than their entries: never, unless by hand in SQL."""
        agree = Q(budget=F("budget_told"), committed=F("committed_told"), paid=F("paid_told"))
        return self.by_ledger().exclude(agree)


class FundEntryQuerySet(models.QuerySet["FundEntry"]):
    def for_list(self) -> Self:
        return self.select_related("by")
