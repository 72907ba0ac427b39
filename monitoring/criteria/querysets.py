"""Reads of versions and parameter values, named for the question."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from accounts.models import Division

if TYPE_CHECKING:
    from monitoring.criteria.models import ParameterValue, Version  # noqa: F401


def county_code(code: str) -> str:
    """The county of any division at or below one: 130131100001 lies in 130131000000."""
    width = Division.PREFIX[Division.Level.COUNTY]
    return code[:width].ljust(len(code), "0")


def of_place(code: str, county: str = "county") -> Q:
    """What holds everywhere and, of a place in a county, what is the county's own; `county` names
    the column, which is empty in what holds everywhere.
    """
    return Q(**{county: None}) | Q(**{county: county_code(code)})


# Of what holds at a place the county's own before the common, each the newest first.
OWN_FIRST = (models.F("county").asc(nulls_last=True), "-valid_from", "-pk")


class VersionQuerySet(models.QuerySet["Version"]):
    def released(self) -> "VersionQuerySet":
        return self.filter(state="released")

    def started(self, day: date) -> "VersionQuerySet":
        return self.released().filter(valid_from__lte=day)

    def for_county(self, county: str | None) -> "VersionQuerySet":
        """Those of the whole area and those of the county, its own first."""
        return self.filter(Q(county=None) | Q(county=county)).order_by(
            models.F("county").asc(nulls_last=True), "-valid_from", "-number"
        )

    def overriding(self, day: date) -> "VersionQuerySet":
        """The newest of each county, where it has criteria of its own."""
        newest = (
            self.started(day).exclude(county=None).order_by("county_id", "-valid_from", "-number")
        )
        return self.filter(pk__in=newest.distinct("county_id").values("pk"), back_to_common=False)


class ParameterValueQuerySet(models.QuerySet["ParameterValue"]):
    def released(self) -> "ParameterValueQuerySet":
        return self.filter(state="released")

    def started(self, day: date) -> "ParameterValueQuerySet":
        return self.released().filter(valid_from__lte=day)

    def in_force(self, day: date, county: str | None) -> "ParameterValueQuerySet":
        """Of each parameter the newest of the whole area, then the newest of the county."""
        return (
            self.started(day)
            .filter(Q(county=None) | Q(county=county))
            .order_by("parameter", models.F("county_id").asc(nulls_first=True), "-valid_from")
            .distinct("parameter", "county_id")
        )

    def history(self, parameter: str, counties: Collection[str]) -> "ParameterValueQuerySet":
        """Of the whole area and of these counties, the oldest first."""
        known = self.released().filter(parameter=parameter)
        return known.filter(Q(county=None) | Q(county__in=counties)).order_by("valid_from")

    def overriding(self, day: date) -> "ParameterValueQuerySet":
        """The newest of each county and parameter, where it is a value of the county's own."""
        newest = (
            self.started(day).exclude(county=None).order_by("parameter", "county_id", "-valid_from")
        )
        rows = newest.distinct("parameter", "county_id").values("pk")
        return self.filter(pk__in=rows, value__isnull=False)
