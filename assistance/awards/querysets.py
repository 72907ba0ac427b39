"""Reads of awards, named for the question."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from assistance.awards.models import Award  # noqa: F401


class AwardQuerySet(models.QuerySet["Award"]):
    def on(self, day: date) -> "AwardQuerySet":
        """Given on that day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def for_list(self) -> "AwardQuerySet":
        return self.select_related("measure", "household", "member", "division")
