"""Reads of posts and of who holds them, named for the question."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat
from django.utils import timezone

from monitoring.criteria.querysets import OWN_FIRST, of_place

if TYPE_CHECKING:
    from assistance.schemes.posts.models import Ages, Engagement, Position  # noqa: F401


class Years(Func):
    """So many years, as what can be taken from a day."""

    function = "make_interval"
    template = "%(function)s(years => %(expressions)s)"
    output_field = models.DurationField()


class PositionQuerySet(models.QuerySet["Position"]):
    def for_list(self) -> Self:
        """Each with `held`, how many of its places somebody holds today."""
        today = timezone.localdate()
        running = Q(engagements__starts_on__lte=today, engagements__last_day__gte=today)
        joined = self.select_related("division__parent")
        return joined.annotate(held=Count("engagements", filter=running))


class AgesQuerySet(models.QuerySet["Ages"]):
    def in_force(self, day: date, code: str) -> "Ages | None":
        """At the place `code` on that day; a county's own come before the common ones."""
        return self.filter(of_place(code), valid_from__lte=day).order_by(*OWN_FIRST).first()


class EngagementQuerySet(models.QuerySet["Engagement"]):
    def on(self, day: date) -> Self:
        return self.filter(starts_on__lte=day, last_day__gte=day)

    def in_month(self, month: date) -> Self:
        """Who held a post on some day of the month whose first day is `month`."""
        return self.filter(starts_on__lt=_next(month), last_day__gte=month)

    def for_list(self) -> Self:
        return self.select_related("position", "member", "household", "division__parent")

    def over_age(self, day: date) -> Self:
        """Running, of people who have reached the age from which their county looks at them."""
        county = Concat(OuterRef("county"), Value("000000"))
        ages = apps.get_model("assistance", "Ages")._default_manager
        held = ages.filter(Q(county=None) | Q(county=county), valid_from__lte=day)
        newest = held.order_by(*OWN_FIRST)
        youngest = Value(day) - Years(Subquery(newest.values("flagged")[:1]))
        return self.on(day).filter(member__birth_date__lte=youngest)

    def expiring(self, day: date, until: date) -> Self:
        return self.on(day).filter(last_day__lte=until)

    def expired(self, day: date) -> Self:
        """The agreement is over, and nobody said that they left, or had it renewed."""
        again = self.model._default_manager.filter(
            member=OuterRef("member"), starts_on__gt=OuterRef("ends_on")
        )
        return self.filter(ends_on__lt=day, left_on=None).exclude(Exists(again))

    def without_attendance(self, month: date) -> Self:
        """Nobody said of the month whether they worked."""
        said = self.model._meta.get_field("attendance").related_model._default_manager
        told = said.filter(engagement=OuterRef("pk"), month=month)
        return self.in_month(month).exclude(Exists(told))

    def ghosts(self, day: date) -> Self:
        """Running, of people who died, left, or belong to no household that is there."""
        gone = ~Q(member__status="active") | ~Q(household__status="active")
        return self.on(day).filter(gone)


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
