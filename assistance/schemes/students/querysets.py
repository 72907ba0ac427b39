"""Reads of students, named for the question."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from assistance.awards.models import Award
from assistance.catalogue.models import Category
from monitoring.registry.choices import HouseholdType, SchoolStage
from monitoring.registry.querysets import MemberQuerySet

if TYPE_CHECKING:
    from assistance.schemes.students.models import Enrolment  # noqa: F401

VOCATIONAL = tuple(
    stage for stage in SchoolStage if stage.startswith(("中职", "高职高专", "技师学院"))
)


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


def without_aid(members: MemberQuerySet, day: date) -> MemberQuerySet:
    """At a vocational school, of an ex-poor or monitored household, given nothing for it, and not
    on leave.
    """
    is_monitored = Q(household__monitored_type__isnull=False)
    meant = Q(household__household_type=HouseholdType.EX_POOR) | is_monitored
    given = Award.objects.on(day).filter(
        member=OuterRef("pk"), measure__category=Category.EDUCATION
    )
    enrolled = apps.get_model("assistance", "Enrolment")._default_manager.filter(
        member=OuterRef("pk"), starts_on__lte=day, ends_on__gte=day
    )
    here = members.filter(
        meant, status="active", household__status="active", school_stage__in=VOCATIONAL
    )
    return here.exclude(Exists(given)).exclude(Exists(enrolled))
