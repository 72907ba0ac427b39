"""Reads of investments, named for the question."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef

from assets.ledger.querysets import AssetQuerySet

if TYPE_CHECKING:
    from assets.contracts.equity.models import Investment  # noqa: F401


class InvestmentQuerySet(models.QuerySet["Investment"]):
    def open(self) -> Self:
        """Of which some principal is still outside."""
        return self.filter(settled_on=None)

    def settled(self) -> Self:
        return self.exclude(settled_on=None)

    def principal_due(self, day: date, within: timedelta) -> Self:
        """Until some day soon, what is overdue included."""
        return self.open().filter(principal_due_on__lte=day + within)

    def overdue(self, day: date) -> Self:
        return self.open().filter(principal_due_on__lt=day)

    def for_list(self) -> Self:
        return self.select_related("asset__division__parent")


def not_invested(assets: AssetQuerySet, investments: InvestmentQuerySet) -> AssetQuerySet:
    """Equity of which nobody says where it is."""
    known = investments.filter(asset=OuterRef("pk"))
    return assets.filter(kind__is_equity=True).exclude(Exists(known))
