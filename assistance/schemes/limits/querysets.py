"""Reads of the dated values of limits, named for the question."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from monitoring.criteria.querysets import OWN_FIRST, of_place

if TYPE_CHECKING:
    from assistance.schemes.limits.models import LimitValue


class LimitValueQuerySet(models.QuerySet["LimitValue"]):
    def of_place(self, code: str) -> Self:
        """Those of every county and, of a place in a county, its own."""
        return self.filter(of_place(code))

    def in_force(self, limit: str, day: date, code: str) -> "LimitValue | None":
        """At the place `code` on that day; a county's own come before the common ones."""
        begun = self.of_place(code).filter(code=limit, valid_from__lte=day)
        return begun.order_by(*OWN_FIRST).first()

    def for_list(self) -> Self:
        return self.select_related("county", "by")
