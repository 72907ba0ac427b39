"""Reads of episodes, cases and their steps, named for the question."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F

if TYPE_CHECKING:
    from monitoring.cases.casework.models import Case, CaseStep, Episode  # noqa: F401


class EpisodeQuerySet(models.QuerySet["Episode"]):
    def running(self) -> "EpisodeQuerySet":
        return self.filter(state__in=("candidate", "monitored"))

    def monitored(self) -> "EpisodeQuerySet":
        return self.filter(state="monitored")


class CaseQuerySet(models.QuerySet["Case"]):
    def running(self) -> "CaseQuerySet":
        return self.filter(status="running")

    def overdue(self, day: date) -> "CaseQuerySet":
        """Running, past the total limit, and not paused."""
        return (
            self.running().filter(due_on__lt=day).exclude(pauses__ends=None, pauses__isnull=False)
        )


class CaseStepQuerySet(models.QuerySet["CaseStep"]):
    def open(self) -> "CaseStepQuerySet":
        return self.filter(state="open")

    def at_levels(self, levels: frozenset[str]) -> "CaseStepQuerySet":
        return self.filter(level__in=sorted(levels))

    def decided(self) -> "CaseStepQuerySet":
        return self.filter(state__in=("passed", "sent_back", "refused"))

    def most_urgent_first(self) -> "CaseStepQuerySet":
        """By the case's limit; those whose limit is not known last."""
        return self.order_by(F("case_due_on").asc(nulls_last=True), "id")

    def for_list(self) -> "CaseStepQuerySet":
        return self.select_related("case", "step", "household", "division__parent")
