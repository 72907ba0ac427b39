"""Reads of inspections and of what is due, named for the question."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models

from accounts.models import Division
from accounts.scope import within

if TYPE_CHECKING:
    from assets.inspections.models import Inspection, InspectionDue  # noqa: F401

SOON = timedelta(days=30)


class InspectionQuerySet(models.QuerySet["Inspection"]):
    def within(self, division: Division) -> Self:
        return self.filter(within(division))

    def for_list(self) -> Self:
        return self.select_related("asset__division__parent", "by", "repair")


class InspectionDueQuerySet(models.QuerySet["InspectionDue"]):
    def soon(self, day: date) -> Self:
        """Within 30 days, what is overdue included."""
        return self.filter(due_on__lte=day + SOON)

    def overdue(self, day: date) -> Self:
        return self.filter(due_on__lt=day)

    def within(self, division: Division) -> Self:
        return self.filter(within(division))

    def for_list(self) -> Self:
        return self.select_related("asset__kind", "asset__division__parent")
