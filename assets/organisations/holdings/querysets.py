"""Reads of what villages hold, named for the question."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from assistance.funds.querysets import NOTHING
from monitoring.registry.periods import PeriodQuerySet

if TYPE_CHECKING:
    from assets.organisations.holdings.models import Holding, Venture  # noqa: F401


class VentureQuerySet(models.QuerySet["Venture"]):
    def for_list(self) -> Self:
        """Each with the percent `held` today, and by how many `holders`."""
        today = timezone.localdate()
        now = Q(holdings__starts_on__lte=today) & (
            Q(holdings__ends_on=None) | Q(holdings__ends_on__gte=today)
        )
        return self.select_related("county", "asset").annotate(
            held=Coalesce(Sum("holdings__percent", filter=now), NOTHING),
            holders=Count("holdings__division", filter=now, distinct=True),
        )


class HoldingQuerySet(PeriodQuerySet["Holding"]):
    def for_list(self) -> Self:
        return self.select_related("venture", "division__parent")

    def most_from(self, day: date) -> Decimal:
        """The largest part of the whole that is held together on any day from that one on.

        It only grows on a day on which somebody begins to hold.
        """
        rows = list(self.from_then(day).values_list("starts_on", "ends_on", "percent"))
        days = {day} | {starts for starts, _ends, _percent in rows if starts > day}
        return max(
            sum(
                (
                    percent
                    for starts, ends, percent in rows
                    if starts <= each and (ends is None or ends >= each)
                ),
                Decimal(0),
            )
            for each in days
        )
