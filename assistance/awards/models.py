"""Who is given which measure, from when to when: what is owed to whom is read from here alone."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, Left
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User
from assistance.awards.querysets import AwardQuerySet
from assistance.catalogue.models import Measure
from monitoring.registry.models import Household, Member


class Same(Func):
    """An id as a range: gist without btree_gist knows no `=` of numbers, but knows `&&`."""

    function = "int8range"
    template = "%(function)s(%(expressions)s, %(expressions)s, '[]')"

    def as_sql(self, *args: Any, **options: Any) -> tuple[str, tuple[Any, ...]]:
        statement, parameters = super().as_sql(*args, **options)
        return statement, (*parameters, *parameters)  # the expression stands in it twice


class Days(Func):
    """Both days included; no last day is for ever."""

    function = "daterange"
    template = "%(function)s(%(expressions)s, '[]')"


class Award(models.Model):
    """A measure given to a household, or to one of its people."""

    class Origin(models.TextChoices):
        PLAN = "plan", _("Plan of assistance")
        ROLL = "roll", _("Roll of a department")
        APPLICATION = "application", _("Application")
        IMPORT = "import", _("Import")

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="awards")
    household = models.ForeignKey(Household, models.PROTECT, related_name="awards")
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="awards", db_index=False
    )
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    person = models.GeneratedField(  # 0: the household
        expression=Coalesce("member", Value(0)),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    starts_on = models.DateField(_("From"))
    ends_on = models.DateField(_("Last day"), null=True, blank=True)
    origin = models.CharField(max_length=11, choices=Origin.choices)
    note = models.CharField(_("Note"), max_length=200, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    end_reason = models.CharField(_("Why it ended"), max_length=200, blank=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_on", "-pk")
        indexes = (
            models.Index(fields=("county", "measure", "-id"), name="award_by_county"),
            models.Index(fields=("division", "-id"), name="award_by_village"),
            models.Index(
                fields=("member",), name="award_by_member", condition=Q(member__isnull=False)
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="award_ends_after_it_begins",
                violation_error_message=_("The last day comes before the first."),
            ),
            ExclusionConstraint(
                name="award_once_at_a_time",
                expressions=(
                    (Same("measure"), "&&"),
                    (Same("household"), "&&"),
                    (Same("person"), "&&"),
                    (Days("starts_on", "ends_on"), "&&"),
                ),
                violation_error_message=_("This measure is already given in these days."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.household} · {self.measure}"
