"""Reads of episodes, cases and their steps, named for the question."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch

from accounts.models import Division
from accounts.scope import within

if TYPE_CHECKING:
    from monitoring.cases.casework.models import Case, CaseStep, Episode  # noqa: F401

# Unique together, and indexes: the keys of a page of running cases, and of open steps.
URGENT_FIRST = ("due_order", "id")


class EpisodeQuerySet(models.QuerySet["Episode"]):
    def running(self) -> "EpisodeQuerySet":
        return self.filter(state__in=("candidate", "monitored"))

    def with_cases(self) -> "EpisodeQuerySet":
        return self.prefetch_related("cases")

    def monitored(self) -> "EpisodeQuerySet":
        return self.filter(state="monitored")


class CaseQuerySet(models.QuerySet["Case"]):
    def running(self) -> "CaseQuerySet":
        return self.filter(status="running")

    def awaiting_visit(self) -> "CaseQuerySet":
        """With an open step that asks for a visit."""
        return self.filter(
            steps__state="open", steps__step__evidence__contains=["visit"]
        ).distinct()

    def overdue(self, day: date) -> "CaseQuerySet":
        """Running, past the total limit, and not paused."""
        return self.running().filter(~self._stopped(), due_on__lt=day)

    def escalated_from(self, level: str) -> "CaseQuerySet":
        """Running, told to the level above, and still waiting at this level."""
        waiting = self._steps().open().filter(case=OuterRef("pk"), level=level)
        return self.running().filter(Exists(waiting), escalated_on__isnull=False)

    def within(self, division: Division) -> "CaseQuerySet":
        return self.filter(within(division))

    def at_steps(self, step_ids: Sequence[int]) -> "CaseQuerySet":
        """Where one of these steps is open.

        Ids and no further join: of ids the planner knows how many rows they have.
        """
        waiting = self._steps().open().filter(case=OuterRef("pk"), step__in=step_ids)
        return self.filter(Exists(waiting))

    def for_list(self) -> "CaseQuerySet":
        """Each with its `open_steps`, and whether its clock is `stopped`."""
        waiting = self._steps().open().select_related("step", "assigned_to")
        joined = self.select_related("household", "division__parent", "episode")
        return joined.annotate(stopped=self._stopped()).prefetch_related(
            Prefetch("steps", waiting, to_attr="open_steps")
        )

    def _stopped(self) -> Exists:
        pauses = self.model._meta.get_field("pauses").related_model._default_manager
        return Exists(pauses.filter(case=OuterRef("pk"), ends=None))

    def _steps(self) -> "CaseStepQuerySet":
        model = self.model._meta.get_field("steps").related_model
        return cast("CaseStepQuerySet", model._default_manager.all())


class CaseStepQuerySet(models.QuerySet["CaseStep"]):
    def open(self) -> "CaseStepQuerySet":
        return self.filter(state="open")

    def with_running_clock(self) -> "CaseStepQuerySet":
        cases = self.model._meta.get_field("case").related_model
        return self.exclude(_stopped(cases, "case"))

    def at_levels(self, levels: frozenset[str]) -> "CaseStepQuerySet":
        return self.filter(level__in=sorted(levels))

    def decided(self) -> "CaseStepQuerySet":
        return self.filter(state__in=("passed", "sent_back", "refused"))

    def most_urgent_first(self) -> "CaseStepQuerySet":
        """By the case's limit; those whose limit is not known last."""
        return self.order_by(*URGENT_FIRST)

    def for_list(self) -> "CaseStepQuerySet":
        return self.select_related("case", "step", "household", "division__parent")

    def for_review(self) -> "CaseStepQuerySet":
        """For a form per row, which offers the steps before it.

        What many rows share is read apart: planning a join of ten tables takes longer than that.
        """
        joined = self.select_related("case__household", "case__episode")
        return joined.prefetch_related("step__procedure__steps", "division__parent")


def _stopped(cases: Any, key: str) -> Exists:
    """Whether the clock of the case `key` stands."""
    pauses = cases._meta.get_field("pauses").related_model._default_manager
    return Exists(pauses.filter(case=OuterRef(key), ends=None))
