"""Reads of plans, named for the question."""

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from assistance.plans.models import Plan  # noqa: F401


class PlanQuerySet(models.QuerySet["Plan"]):
    def for_list(self) -> Self:
        """Each with `measures`, how many it names, and what they are `expected` to cost."""
        joined = self.select_related("household", "division__parent", "episode")
        return joined.annotate(
            measures=models.Count("items"), expected=models.Sum("items__expected")
        )
