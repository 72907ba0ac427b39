"""Reads of differences, named for the question."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from assets.stocktake.differences.models import StockDifference  # noqa: F401


class StockDifferenceQuerySet(models.QuerySet["StockDifference"]):
    def undecided(self) -> Self:
        return self.filter(state__in=("explained", "checked"))

    def to_check(self) -> Self:
        """By the township; what is the county's own has none."""
        return self.filter(state="explained", take__state="open").exclude(division__level="county")

    def to_decide(self) -> Self:
        own = Q(state="explained", division__level="county")
        return self.filter(Q(state="checked") | own, take__state="open")

    def needing_no_paper(self) -> Self:
        """Of its own: what nobody finds is decided by one, and alone."""
        return self.exclude(what="missing")

    def for_list(self) -> Self:
        return self.select_related(
            "take", "line__asset", "division__parent", "explained_by", "asset_kind"
        )
