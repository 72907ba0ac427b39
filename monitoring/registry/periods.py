"""What lasts from a day on: until its last day, or until somebody ends it."""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

Row = TypeVar("Row", bound=models.Model)


class PeriodQuerySet(models.QuerySet[Row]):
    """Rows from `starts_on` until `ends_on`, both days included; without one they go on."""

    def on(self, day: date) -> Self:
        """In force on that day."""
        return self.from_then(day).filter(starts_on__lte=day)

    def from_then(self, day: date) -> Self:
        """In force on that day or later."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day))
