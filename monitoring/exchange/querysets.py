from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count, F, Min, Window
from django.db.models.functions import RowNumber

if TYPE_CHECKING:
    from monitoring.exchange.models import Batch, Finding  # noqa: F401


class BatchQuerySet(models.QuerySet["Batch"]):
    def of_census(self) -> Self:
        """Those of the registry itself, not of a department's feed."""
        return self.filter(kind="census")

    def matching(
        self, *, state: str = "", since: date | None = None, until: date | None = None
    ) -> Self:
        """The batches in a state that were uploaded in these days; each left out means all."""
        wanted = {"state": state, "created_at__date__gte": since, "created_at__date__lte": until}
        return self.filter(**{name: value for name, value in wanted.items() if value})


class FindingQuerySet(models.QuerySet["Finding"]):
    def codes(self) -> "models.QuerySet[Finding, Any]":
        """Each code with its severity, how many findings have it, and one of their messages."""
        return (
            self.values("severity", "code")
            .annotate(count=Count("id"), example=Min("message"))
            .order_by("severity", "-count", "code")
        )

    def first_of_each_code(self, limit: int) -> Self:
        place = Window(RowNumber(), partition_by=F("code"), order_by=F("id").asc())
        return self.annotate(place=place).filter(place__lte=limit).order_by("code", "id")
