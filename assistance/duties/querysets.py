"""Reads of duties, named for the question."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from accounts.models import Division
from accounts.scope import within

if TYPE_CHECKING:
    from assistance.duties.models import Duty  # noqa: F401


class DutyQuerySet(models.QuerySet["Duty"]):
    def open(self) -> Self:
        return self.filter(met_on=None)

    def late(self, day: date) -> Self:
        return self.open().filter(due_on__lt=day)

    def within(self, division: Division) -> Self:
        return self.filter(within(division))

    def for_list(self) -> Self:
        return self.select_related("household", "division__parent", "episode")
