"""Reads of plans, named for the question."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from assistance.plans.models import Plan  # noqa: F401


class PlanQuerySet(models.QuerySet["Plan"]):
    def worked_on(self) -> "PlanQuerySet":
        """Not yet confirmed."""
        return self.filter(state__in=("draft", "submitted", "returned"))

    def waiting(self) -> "PlanQuerySet":
        return self.filter(state="submitted")

    def for_list(self) -> "PlanQuerySet":
        return self.select_related("household", "division__parent", "episode").annotate(
            measures=models.Count("items"), expected=models.Sum("items__expected")
        )
