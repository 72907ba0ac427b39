"""Students (雨露计划, 两后生): who attends which school until when, and when they were on leave."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User
from assistance.awards.models import Days, Same
from assistance.schemes.students.querysets import EnrolmentQuerySet
from monitoring.registry.models import Household, Member


class Enrolment(models.Model):
    """One stage of schooling (学段) of somebody who is helped through it."""

    class Programme(models.TextChoices):
        RAIN_DEW = "rain-dew", _("Rain and dew plan")
        TWO_AFTER = "two-after", _("After lower or upper secondary school (两后生)")

    programme = models.CharField(_("Programme"), max_length=9, choices=Programme.choices)
    member = models.ForeignKey(Member, models.PROTECT, related_name="enrolments")
    household = models.ForeignKey(Household, models.PROTECT, related_name="enrolments")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    school = models.CharField(_("School"), max_length=80)
    starts_on = models.DateField(_("First day at school"))
    ends_on = models.DateField(_("Last day of the stage"))
    end_reason = models.CharField(_("Why it ended"), max_length=200, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("division", "-id"), name="enrolment_by_village"),
            models.Index(fields=("county", "-id"), name="enrolment_by_county"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="enrolment_ends_after_it_begins",
                violation_error_message=_("The last day comes before the first."),
            ),
            ExclusionConstraint(
                name="enrolment_one_at_a_time",
                expressions=((Same("member"), "&&"), (Days("starts_on", "ends_on"), "&&")),
                violation_error_message=_("This person is enrolled already in these days."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.member} · {self.school}"

    def get_absolute_url(self) -> str:
        return reverse("students:student", args=[self.pk])

    @property
    def leave(self) -> "Leave | None":
        """The one they are on."""
        return self.leaves.filter(ends_on=None).first()


class Leave(models.Model):
    """Absence from school with the school's consent (休学): nothing is given meanwhile."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="leaves")
    starts_on = models.DateField(_("First day of leave"))
    ends_on = models.DateField(_("Last day of leave"), null=True, blank=True)
    reason = models.CharField(_("Why"), max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("starts_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("enrolment",),
                condition=Q(ends_on=None),
                name="leave_open_once",
                violation_error_message=_("This person is on leave already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="leave_ends_after_it_begins",
                violation_error_message=_("The last day comes before the first."),
            ),
        )
