"""Reads of clues, their limits and capacities, named for the question."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Min, Q
from django.utils import timezone

from accounts.models import CODE_LENGTH, Division
from accounts.scope import within
from monitoring.criteria.querysets import OWN_FIRST, of_place

if TYPE_CHECKING:
    from monitoring.cases.clues.models import Capacity, Clue, JudgementLimit  # noqa: F401

# Unique together, and an index: monitored, eliminated, ex-poor, others; then the reds, the gap,
# and who waits longest.
URGENT_FIRST = ("urgency", "gap_first", "raised_on", "id")
OPEN = ("waiting", "deferred", "checking")


class ClueQuerySet(models.QuerySet["Clue"]):
    def open(self) -> "ClueQuerySet":
        return self.filter(state__in=OPEN)

    def waiting(self) -> "ClueQuerySet":
        return self.filter(state="waiting")

    def to_be_judged(self) -> "ClueQuerySet":
        """Also what joined a monitored household: there is no case that would end it."""
        joined = Q(state="checking", case=None)
        return self.filter(Q(state__in=("waiting", "deferred")) | joined)

    def overdue(self, day: date) -> "ClueQuerySet":
        return self.waiting().filter(due_on__lt=day)

    def most_urgent_first(self) -> "ClueQuerySet":
        return self.order_by(*URGENT_FIRST)

    def within(self, division: Division) -> "ClueQuerySet":
        """A township is said by it alone, as a county is: there are indexes of both."""
        if division.level == Division.Level.TOWNSHIP:
            return self.filter(township=division.prefix)
        clues = self.filter(within(division))
        is_village = division.level == Division.Level.VILLAGE
        return clues.filter(township=division.code[:9]) if is_village else clues

    def checked_since(self, day: date) -> "ClueQuerySet":
        return self.filter(checked_on__gte=day)

    def for_list(self) -> "ClueQuerySet":
        return self.select_related("household", "division__parent", "assigned_to", "case")

    def lengths(self, width: int) -> "models.QuerySet[Clue, Any]":
        """By division of that many digits: how many wait, since when, how many beyond the limit."""
        today, monday = timezone.localdate(), this_week()
        place = models.functions.Left("division", width)
        recent = self.filter(Q(state__in=("waiting", "deferred")) | Q(checked_on__gte=monday))
        return (
            recent.values(place=place)
            .annotate(
                waiting=Count("pk", filter=Q(state="waiting")),
                oldest=Min("raised_on", filter=Q(state="waiting")),
                overdue=Count("pk", filter=Q(state="waiting", due_on__lt=today)),
                deferred=Count("pk", filter=Q(state="deferred")),
                used=Count("pk", filter=Q(checked_on__gte=monday)),
            )
            .order_by("place")
        )


class JudgementLimitQuerySet(models.QuerySet["JudgementLimit"]):
    def for_list(self) -> "JudgementLimitQuerySet":
        return self.select_related("county", "by").order_by("-valid_from", "-pk")

    def days(self, day: date, code: str) -> int | None:
        """In force at the place `code`: the county's own before the common one."""
        newest = self.filter(of_place(code), valid_from__lte=day).order_by(*OWN_FIRST)
        return newest.values_list("days", flat=True).first()


class CapacityQuerySet(models.QuerySet["Capacity"]):
    def of(self, township: str) -> int | None:
        """Of the township with these nine digits; None where it has set none."""
        known = self.filter(pk=township.ljust(CODE_LENGTH, "0"))
        return known.values_list("visits", flat=True).first()


def this_week() -> date:
    """Its Monday."""
    today = timezone.localdate()
    return today - timedelta(days=today.weekday())
