"""Reads of funds and their ledgers, named for the question."""

from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import DecimalField, Sum, Value
from django.db.models.functions import Coalesce

from monitoring.criteria.querysets import county_code

if TYPE_CHECKING:
    from assistance.funds.models import Fund, FundEntry  # noqa: F401

MONEY = DecimalField(max_digits=14, decimal_places=2)
NOTHING = Value(Decimal(0), output_field=MONEY)


class FundQuerySet(models.QuerySet["Fund"]):
    def of_place(self, code: str) -> Self:
        """Of the county that a place lies in, the newest first."""
        return self.filter(county=county_code(code)).order_by("-year", "name")

    def for_list(self) -> Self:
        return self.select_related("county")

    def sums(self) -> dict[str, Decimal]:
        """Budget, committed and paid of all these funds together."""
        return self.aggregate(
            **{name: Coalesce(Sum(name), NOTHING) for name in ("budget", "committed", "paid")}
        )


class FundEntryQuerySet(models.QuerySet["FundEntry"]):
    def for_list(self) -> Self:
        return self.select_related("by")
