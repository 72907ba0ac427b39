"""Reads of runs and flags, named for the question."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models

from accounts.models import CODE_LENGTH, Division
from accounts.scope import within

if TYPE_CHECKING:
    from monitoring.screening.models import Flag, Run


# Unique together, and an index: the keys of a page of the list.
URGENT_FIRST = ("urgency", "first_seen", "id")


class RunQuerySet(models.QuerySet["Run"]):
    def last_day(self) -> date | None:
        """The day of the newest run."""
        return self.order_by("-id").values_list("as_of", flat=True).first()

    def before(self, run: "Run") -> "Run | None":
        """The newest run before this one over an area that holds all of what this one judged."""
        whole = [run.division_code[:width] for width in Division.PREFIX.values()]
        codes = {code.ljust(CODE_LENGTH, "0") for code in whole}
        earlier = self.filter(of_area=True, pk__lt=run.pk, division_code__in=codes)
        return earlier.order_by("-pk").first()

    def for_list(self, before: int = 0) -> "RunQuerySet":
        """Runs over areas, the newest first, those before one id where it is given."""
        runs = self.filter(of_area=True)
        runs = runs.filter(id__lt=before) if before else runs
        return runs.select_related("by", "version__pack").order_by("-id")


class FlagQuerySet(models.QuerySet["Flag"]):
    def open(self) -> "FlagQuerySet":
        return self.filter(cleared_on=None)

    def with_effect(self, effect: str) -> "FlagQuerySet":
        # By the leading column of the index that gives lists their order.
        tens = {"clue": 10, "visit": 20, "list": 30}[effect]
        return self.filter(urgency__gt=tens, urgency__lt=tens + 10)

    def with_severity(self, severity: str) -> "FlagQuerySet":
        ones = {"red": 1, "yellow": 2, "blue": 3}[severity]
        return self.filter(urgency__in=(10 + ones, 20 + ones, 30 + ones))

    def without_lists(self) -> "FlagQuerySet":
        """Those that are work for a village; lists are for the department in charge."""
        return self.filter(urgency__lt=30)

    def within(self, division: Division) -> "FlagQuerySet":
        return self.filter(within(division))

    def most_urgent_first(self) -> "FlagQuerySet":
        """Clues before visits, red before yellow before blue, then those waiting longest."""
        return self.order_by(*URGENT_FIRST)

    def for_list(self) -> "FlagQuerySet":
        return self.select_related("household", "division__parent")

    def episodes_of(self, flag: "Flag") -> "FlagQuerySet":
        """Every time the household met this criterion, the newest first."""
        same = self.filter(household=flag.household_id, criterion=flag.criterion)
        return same.order_by("-first_seen", "-id")

    def by_criterion(self) -> "models.QuerySet[Flag, Any]":
        grouped = self.values("criterion", "severity").annotate(flags=models.Count("pk"))
        return grouped.order_by("-flags", "criterion")
