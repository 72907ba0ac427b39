"""Reads of alarms, named for the question."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count

from accounts.models import Division
from accounts.scope import within

if TYPE_CHECKING:
    from assets.alarms.models import Alarm  # noqa: F401


class AlarmQuerySet(models.QuerySet["Alarm"]):
    def open(self) -> Self:
        return self.filter(cleared_on=None)

    def cleared(self) -> Self:
        return self.exclude(cleared_on=None)

    def handed_up(self) -> Self:
        """To the level they are at, by the one below."""
        return self.exclude(escalated_on=None)

    def within(self, division: Division) -> Self:
        return self.filter(within(division))

    def by_kind(self) -> dict[str, int]:
        """How many of each."""
        counted = self.order_by().values_list("kind").annotate(number=Count("pk"))
        return dict(counted)

    def for_list(self) -> Self:
        return self.select_related("asset__division__parent")
