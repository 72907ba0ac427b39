"""Reads of what help did, named for the question."""

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce, Left

from accounts.models import Division
from accounts.scope import within
from monitoring.registry.quantities import ZERO

if TYPE_CHECKING:
    from assistance.effect.models import HelpEffect

MONITORED = Q(is_monitored=True)
ABLE = MONITORED & Q(has_labour=True)


class Median(models.Aggregate):
    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = models.FloatField()


def conditions(since: date) -> dict[str, Q]:
    """What is counted and what the list is narrowed to, the same for both; `since` a year ago."""
    return {
        "monitored": MONITORED,
        "helped": MONITORED & Q(given__gt=0),
        "without": MONITORED & Q(given=0),
        "able": ABLE,
        "developing": ABLE & Q(development_given__gt=0),
        "undeveloped": ABLE & Q(development_given=0),
        "identified": Q(monitored_on__gt=since),
        "reached": Q(monitored_on__gt=since, lag__isnull=False),
        "eliminated": Q(is_monitored=False, closed_on__gt=since),
        "stalled": MONITORED & Q(without_effect__gt=0),
    }


class HelpEffectQuerySet(models.QuerySet["HelpEffect"]):
    def within(self, division: Division) -> Self:
        return self.filter(within(division))

    def for_list(self) -> Self:
        return self.select_related("household", "division__parent")

    def counted(self, since: date) -> dict[str, Any]:
        """All of them together."""
        return self.aggregate(**_figures(since))

    def by_place(self, digits: int, since: date) -> "models.QuerySet[HelpEffect, Any]":
        """The same per division of the level with so many digits."""
        places = self.order_by().values(place=Left("division", digits))
        return places.annotate(**_figures(since)).order_by("place")


def _figures(since: date) -> dict[str, models.Aggregate | Coalesce]:
    asked = conditions(since)
    return {
        **{name: Count("pk", filter=condition) for name, condition in asked.items()},
        "lag_median": Median("lag", filter=asked["reached"]),
        "spent": Coalesce(Sum("cost", filter=asked["eliminated"]), ZERO),
        "stalled_measures": Coalesce(Sum("without_effect", filter=asked["stalled"]), 0),
    }
