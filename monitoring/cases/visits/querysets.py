"""Reads of visits and of the visits due, named for the question."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import Division
from accounts.scope import within

if TYPE_CHECKING:
    from monitoring.cases.casework.models import Case
    from monitoring.cases.visits.models import Visit, VisitDue  # noqa: F401


# Unique together, and indexes: the keys of a page of the list.
DUE_FIRST = ("due_on", "risk", "id")
LATEST_FIRST = ("visited_on", "id")


class VisitQuerySet(models.QuerySet["Visit"]):
    def checks_of(self, *cases: "Case") -> "VisitQuerySet":
        """The visits that checked these cases, the newest first."""
        return self.filter(case__in=cases, purpose="check").order_by("-at")

    def newest_checks_of(self, *cases: "Case") -> "VisitQuerySet":
        return self.checks_of(*cases).order_by("case_id", "-at").distinct("case_id")

    def latest_first(self) -> "VisitQuerySet":
        return self.order_by("-visited_on", "-at")

    def within(self, division: Division) -> "VisitQuerySet":
        return self.filter(within(division))

    def for_list(self) -> "VisitQuerySet":
        return self.select_related("household", "division__parent", "by")


class VisitDueQuerySet(models.QuerySet["VisitDue"]):
    def open(self) -> "VisitDueQuerySet":
        return self.filter(visit=None)

    def done(self) -> "VisitDueQuerySet":
        return self.exclude(visit=None)

    def first_of_household(self) -> "VisitDueQuerySet":
        """Of several that one visit would satisfy, the one that waits longest."""
        others = self.model._default_manager.filter(household=OuterRef("household"), visit=None)
        earlier = others.filter(
            Q(due_on__lt=OuterRef("due_on")) | Q(due_on=OuterRef("due_on"), pk__lt=OuterRef("pk"))
        )
        return self.open().filter(~Exists(earlier))

    def running_on(self, day: date) -> "VisitDueQuerySet":
        """Those whose period that day lies in."""
        return self.filter(starts__lte=day, due_on__gte=day)

    def overdue(self, day: date) -> "VisitDueQuerySet":
        return self.open().filter(due_on__lt=day)

    def within(self, division: Division) -> "VisitDueQuerySet":
        return self.filter(within(division))

    def for_list(self) -> "VisitDueQuerySet":
        """What rows share is read apart: planning a join of eight tables takes longer than that."""
        shared = ("division__parent", "assigned_to", "visit")
        return self.select_related("household").prefetch_related(*shared)
