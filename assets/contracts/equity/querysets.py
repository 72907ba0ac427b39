"""Reads of investments, named for the question."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from assets.contracts.equity.models import Investment  # noqa: F401


class InvestmentQuerySet(models.QuerySet["Investment"]):
    def open(self) -> Self:
        """Of which some principal is still outside."""
        return self.filter(settled_on=None)

    def principal_due(self, day: date, within: timedelta = timedelta(0)) -> Self:
        return self.open().filter(principal_due_on__lte=day + within)

    def for_list(self) -> Self:
        return self.select_related("asset__division__parent")
