"""Reads of the lines of a stock-take, named for the question."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Left

if TYPE_CHECKING:
    from assets.stocktake.models import StockLine  # noqa: F401

OPEN = Q(result="open")


class StockLineQuerySet(models.QuerySet["StockLine"]):
    def running(self) -> Self:
        """Of stock-takes that are open."""
        return self.filter(take__state="open")

    def counting(self) -> Self:
        """What ended before anybody looked for it is looked for no more."""
        return self.filter(~OPEN | Q(asset__ended_on=None))

    def to_find(self) -> Self:
        return self.filter(OPEN, asset__ended_on=None)

    def for_list(self) -> Self:
        return self.select_related("take", "asset__kind", "division__parent", "by")

    def by_place(self, digits: int) -> models.QuerySet[Any, Any]:
        """How many stand in each division of so many digits, and how many were found."""
        placed = self.counting().order_by().annotate(prefix=Left("division", digits))
        return placed.values("prefix").annotate(**COUNTS).order_by("prefix")

    def counts(self) -> dict[str, int]:
        return self.counting().order_by().aggregate(**COUNTS)


COUNTS = {
    "all": Count("pk"),
    "found": Count("pk", filter=Q(result="found")),
    "differing": Count("pk", filter=Q(result="differs")),
    "left": Count("pk", filter=OPEN),
}
