from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from monitoring.feeds.updates.models import Difference, Precedence  # noqa: F401


class PrecedenceQuerySet(models.QuerySet["Precedence"]):
    def in_force(self, on: date) -> Self:
        """One row per field: of those that have begun, the newest."""
        begun = self.filter(valid_from__lte=on)
        return begun.order_by("field", "-valid_from").distinct("field")


class DifferenceQuerySet(models.QuerySet["Difference"]):
    def open(self) -> Self:
        return self.filter(state="open")
