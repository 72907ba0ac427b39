"""Reads of reports, named for the question."""

from typing import TYPE_CHECKING

from django.db import models

from accounts.models import Division
from accounts.scope import inside

if TYPE_CHECKING:
    from monitoring.cases.clues.reports.models import Report  # noqa: F401


class ReportQuerySet(models.QuerySet["Report"]):
    def within(self, division: Division) -> "ReportQuerySet":
        return self.filter(inside([division]))

    def unlinked(self) -> "ReportQuerySet":
        """Of no household yet: these are handed over, linked or answered."""
        return self.filter(state="received")

    def unanswered(self) -> "ReportQuerySet":
        return self.exclude(state="answered")

    def for_list(self) -> "ReportQuerySet":
        return self.select_related("division__parent", "household")
