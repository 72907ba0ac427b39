"""Reads of visits and of the visits due, named for the question."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from monitoring.cases.casework.models import Case
    from monitoring.cases.visits.models import Visit, VisitDue  # noqa: F401


class VisitQuerySet(models.QuerySet["Visit"]):
    def checks_of(self, case: "Case") -> "VisitQuerySet":
        """The visits that checked this case, the newest first."""
        return self.filter(case=case, purpose="check").order_by("-at")

    def latest_first(self) -> "VisitQuerySet":
        return self.order_by("-visited_on", "-at")

    def for_list(self) -> "VisitQuerySet":
        return self.select_related("household", "division__parent", "by")


class VisitDueQuerySet(models.QuerySet["VisitDue"]):
    def open(self) -> "VisitDueQuerySet":
        return self.filter(visit=None)

    def done(self) -> "VisitDueQuerySet":
        return self.exclude(visit=None)

    def running_on(self, day: date) -> "VisitDueQuerySet":
        """Those whose period that day lies in."""
        return self.filter(starts__lte=day, due_on__gte=day)

    def overdue(self, day: date) -> "VisitDueQuerySet":
        return self.open().filter(due_on__lt=day)

    def for_list(self) -> "VisitDueQuerySet":
        return self.select_related("household", "division__parent", "assigned_to")
