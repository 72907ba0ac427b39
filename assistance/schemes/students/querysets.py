"""Reads of students, named for the question."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from assistance.schemes.students.models import Enrolment  # noqa: F401


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def on(self, day: date) -> Self:
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def on_leave(self) -> Self:
        return self.filter(leaves__ends_on=None, leaves__isnull=False)

    def at_school(self, day: date) -> Self:
        return self.on(day).exclude(pk__in=self.model._default_manager.on_leave().values("pk"))

    def ended(self, day: date) -> Self:
        return self.filter(ends_on__lt=day)

    def for_list(self) -> Self:
        return self.select_related("member", "household", "division__parent")
