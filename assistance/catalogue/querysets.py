"""Reads of the catalogue, named for the question."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from monitoring.criteria.querysets import county_code

if TYPE_CHECKING:
    from assistance.catalogue.models import Terms  # noqa: F401


class TermsQuerySet(models.QuerySet["Terms"]):
    def in_force(self, day: date, code: str) -> "TermsQuerySet":
        """Of each measure the released terms of that day at place `code`, a county's own first."""
        started = self.filter(state="released", valid_from__lte=day)
        of_place = started.filter(Q(county=county_code(code)) | Q(county=None))
        newest = of_place.order_by(
            "measure_id", F("county_id").asc(nulls_last=True), "-valid_from", "-pk"
        ).distinct("measure_id")
        still = Q(valid_to=None) | Q(valid_to__gte=day)
        return self.filter(still, pk__in=newest.values("pk")).select_related("measure")
