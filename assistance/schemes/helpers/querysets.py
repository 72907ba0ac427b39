"""Reads of givers and gifts, named for the question."""

from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from assistance.funds.querysets import NOTHING

if TYPE_CHECKING:
    from assistance.schemes.helpers.models import Gift, Giver  # noqa: F401

STANDS, BOUGHT = Q(gifts__reversed_why=""), Q(gifts__kind="purchase")


class GiverQuerySet(models.QuerySet["Giver"]):
    def for_list(self) -> Self:
        """Each with what was `given`, and what was `bought` of people there."""
        return self.select_related("division").annotate(
            given=Coalesce(Sum("gifts__amount", filter=STANDS & ~BOUGHT), NOTHING),
            bought=Coalesce(Sum("gifts__amount", filter=STANDS & BOUGHT), NOTHING),
        )

    def sums(self) -> dict[str, Decimal]:
        return self.aggregate(
            given=Coalesce(Sum("gifts__amount", filter=STANDS & ~BOUGHT), NOTHING),
            bought=Coalesce(Sum("gifts__amount", filter=STANDS & BOUGHT), NOTHING),
        )


class GiftQuerySet(models.QuerySet["Gift"]):
    def standing(self) -> Self:
        """Not reversed."""
        return self.filter(reversed_why="")
