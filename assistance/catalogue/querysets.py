"""Reads of the catalogue, named for the question."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from accounts.models import Division, User
from accounts.scope import inside
from monitoring.criteria.querysets import OWN_FIRST, county_code, of_place

if TYPE_CHECKING:
    from assistance.catalogue.models import Measure, Terms  # noqa: F401


class MeasureQuerySet(models.QuerySet["Measure"]):
    def of(self, divisions: Collection[Division]) -> "MeasureQuerySet":
        """Those given everywhere, and the own ones of counties in a division or around it."""
        own = Q(county=None) | inside(divisions, "county_id")
        for each in divisions:
            own |= Q(county=county_code(each.code))
        return self.filter(own)


class TermsQuerySet(models.QuerySet["Terms"]):
    def of_place(self, code: str) -> "TermsQuerySet":
        """Those that hold everywhere and, of a place in a county, the county's own."""
        return self.filter(of_place(code))

    def waiting(self, user: User) -> "TermsQuerySet":
        """For release, and the drafts of one's own."""
        own_drafts = Q(state__in=("draft", "returned"), made_by=user)
        return self.filter(Q(state="submitted") | own_drafts).order_by("-pk")

    def in_force(self, day: date, code: str) -> "TermsQuerySet":
        """Of each measure the released terms of that day at place `code`, a county's own first."""
        started = self.of_place(code).filter(state="released", valid_from__lte=day)
        newest = started.order_by("measure_id", *OWN_FIRST).distinct("measure_id")
        still = Q(valid_to=None) | Q(valid_to__gte=day)
        return self.filter(still, pk__in=newest.values("pk")).select_related("measure")
