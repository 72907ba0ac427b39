"""Reads of procedures, named for the question."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

from accounts.models import CODE_LENGTH, Division

if TYPE_CHECKING:
    from monitoring.cases.procedures.models import CalendarDay, Procedure, Step  # noqa: F401


class ProcedureQuerySet(models.QuerySet["Procedure"]):
    def in_force(self, process: str, code: str, day: date) -> "Procedure":
        """The version of that day at the place `code`; a county's own comes before the common."""
        county = code[: Division.PREFIX[Division.Level.COUNTY]].ljust(CODE_LENGTH, "0")
        started = self.filter(process=process, valid_from__lte=day)
        own = started.filter(county=county) | started.filter(county=None)
        newest = own.order_by(
            models.F("county").asc(nulls_last=True), "-valid_from", "-number"
        ).first()
        if newest is None:
            raise self.model.DoesNotExist(f"no procedure for {process} on {day}")
        return newest


class StepQuerySet(models.QuerySet["Step"]):
    def names(self) -> dict[str, str]:
        """The name of each step by its code, in the order of the processes; the newest says it."""
        rows = self.order_by("procedure__process", "position", "procedure_id", "pk")
        return dict(rows.values_list("code", "name"))

    def ids(self, code: str) -> list[int]:
        """Of the steps with this code in every version."""
        return list(self.filter(code=code).values_list("pk", flat=True))


class CalendarDayQuerySet(models.QuerySet["CalendarDay"]):
    def exceptions(self) -> "CalendarDayQuerySet":
        """Days that do not follow the week, the newest first."""
        weekend = models.Q(day__iso_week_day__gte=6)
        odd = models.Q(weekend, is_working=True) | models.Q(~weekend, is_working=False)
        return self.filter(odd).order_by("-day")
