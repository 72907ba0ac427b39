"""Reads of repairs, named for the question."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from accounts.models import Division
from accounts.scope import within

if TYPE_CHECKING:
    from assets.inspections.repairs.models import Repair  # noqa: F401


class RepairQuerySet(models.QuerySet["Repair"]):
    def open(self) -> Self:
        return self.filter(state="open")

    def fixed(self) -> Self:
        """Waiting for somebody to confirm it."""
        return self.filter(state="fixed")

    def late(self, day: date) -> Self:
        return self.open().filter(due_on__lt=day)

    def within(self, division: Division) -> Self:
        return self.filter(within(division))

    def for_list(self) -> Self:
        return self.select_related("asset__division__parent")
