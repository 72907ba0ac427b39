"""Reads of runs and flags, named for the question."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from monitoring.screening.models import Flag, Run  # noqa: F401


class RunQuerySet(models.QuerySet["Run"]):
    def last_day(self) -> date | None:
        """The day of the newest run."""
        return self.order_by("-id").values_list("as_of", flat=True).first()


class FlagQuerySet(models.QuerySet["Flag"]):
    def open(self) -> "FlagQuerySet":
        return self.filter(cleared_on=None)
