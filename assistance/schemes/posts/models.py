"""Public-interest posts (公益性岗位, 生态护林员): where needed, who holds them, who worked."""

from datetime import timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Left
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division, User
from assistance.awards.models import Award, Days, Same
from assistance.schemes.posts.querysets import (
    AgesQuerySet,
    EngagementQuerySet,
    PositionQuerySet,
)
from monitoring.registry.models import Household, Member


class Position(models.Model):
    """A kind of work that a village needs (按需设岗). Only workflow.py writes `state`."""

    class Kind(models.TextChoices):
        CLEANING = "cleaning", _("Cleaning")
        ROADS = "roads", _("Care of roads")
        WATER = "water", _("Care of water works")
        FOREST = "forest", _("Forest guard")
        NURSING = "nursing", _("Care of people")
        OTHER = "other", pgettext_lazy("post", "Other")

    class State(models.TextChoices):
        APPLIED = "applied", _("Applied for")
        CHECKED = "checked", _("Checked by the township")
        PLANNED = "planned", _("Planned by the county")
        REFUSED = "refused", pgettext_lazy("post", "Refused")
        CLOSED = "closed", pgettext_lazy("post", "Closed")

    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    kind = models.CharField(_("Kind of work"), max_length=8, choices=Kind.choices)
    name = models.CharField(_("Post"), max_length=60)
    need = models.CharField(_("What it is needed for"), max_length=300)
    places = models.PositiveSmallIntegerField(
        pgettext_lazy("post", "Places"), validators=[MinValueValidator(1)]
    )
    allowance = models.DecimalField(
        _("Allowance a month (yuan)"), max_digits=8, decimal_places=2,
        validators=[MinValueValidator(1)],
    )  # fmt: skip
    state = models.CharField(max_length=7, choices=State.choices, default=State.APPLIED)
    applied_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    applied_on = models.DateField(default=timezone.localdate)
    moved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)  # of refusing or closing

    held: int  # of PositionQuerySet.for_list

    objects = PositionQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("division", "-id"), name="position_by_village"),
            models.Index(fields=("county", "-id"), name="position_by_county"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("posts:position", args=[self.pk])


class Engagement(models.Model):
    """Who holds a place, by which agreement (以岗聘任), until they leave (有序退岗)."""

    position = models.ForeignKey(Position, models.PROTECT, related_name="engagements")
    award = models.OneToOneField(Award, models.PROTECT, related_name="engagement")
    member = models.ForeignKey(Member, models.PROTECT, related_name="engagements")
    household = models.ForeignKey(Household, models.PROTECT, related_name="engagements")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    agreement = models.CharField(_("Number of the agreement"), max_length=60)
    starts_on = models.DateField(_("First day of the agreement"))
    ends_on = models.DateField(_("Last day of the agreement"))
    insured_until = models.DateField(_("Accident insurance until"))
    relaxed = models.CharField(_("Why older than the usual age"), max_length=200, blank=True)
    left_on = models.DateField(pgettext_lazy("post", "Left on"), null=True, blank=True)
    left_reason = models.CharField(_("Why they left"), max_length=200, blank=True)
    next_work = models.CharField(_("Help with the next work"), max_length=200, blank=True)
    last_day = models.GeneratedField(
        expression=Coalesce("left_on", "ends_on"), output_field=models.DateField(), db_persist=True
    )

    objects = EngagementQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("division", "-id"), name="engagement_by_village"),
            models.Index(fields=("county", "-id"), name="engagement_by_county"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on"))
                & Q(ends_on__lt=F("starts_on") + timedelta(days=366)),
                name="engagement_a_year_at_most",
                violation_error_message=_("An agreement lasts a year at most."),
            ),
            models.CheckConstraint(
                condition=Q(insured_until__gte=F("ends_on")),
                name="engagement_insured",
                violation_error_message=_(
                    "The accident insurance has to last as long as the agreement."
                ),
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | (Q(left_on__gte=F("starts_on")) & ~Q(left_reason="")),
                name="engagement_left_with_a_reason",
                violation_error_message=_("Say why they left, on a day after they began."),
            ),
            # 一户一岗, and so nobody holds two.
            ExclusionConstraint(
                name="one_post_per_household",
                expressions=((Same("household"), "&&"), (Days("starts_on", "last_day"), "&&")),
                violation_error_message=_("Somebody of this household holds a post in these days."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.member} · {self.position}"


class Ages(models.Model):
    """Until which ages people are taken in, from when somebody is looked at; of one county, or of
    all others."""

    county = models.ForeignKey(Division, models.PROTECT, null=True, blank=True, related_name="+")
    usual = models.PositiveSmallIntegerField(_("Taken in until the age of"))
    relaxed = models.PositiveSmallIntegerField(_("With a reason until the age of"))
    flagged = models.PositiveSmallIntegerField(_("Looked at from the age of"))
    valid_from = models.DateField(_("Valid from"))
    document = models.CharField(_("Source document"), max_length=200)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AgesQuerySet.as_manager()

    class Meta:
        ordering = ("-valid_from", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("county", "valid_from"),
                nulls_distinct=False,
                name="post_ages_once_per_day",
                violation_error_message=_("There are ages from that day already."),
            ),
            models.CheckConstraint(
                condition=Q(usual__lte=F("relaxed")) & Q(relaxed__lte=F("flagged")),
                name="post_ages_rise",
                violation_error_message=_("Each of the three ages is at least the one before."),
            ),
        )


class Attendance(models.Model):
    """Whether somebody worked in a month (在岗领补); without a row nobody has said so yet."""

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="attendance")
    month = models.DateField(_("Month"))  # its first day
    days_absent = models.PositiveSmallIntegerField(_("Days absent"), default=0)
    note = models.CharField(_("Note"), max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("engagement", "month"), name="attendance_once_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="attendance_of_a_whole_month"),
            models.CheckConstraint(
                condition=Q(days_absent__lte=31),
                name="attendance_days_of_a_month",
                violation_error_message=_("A month has 31 days at most."),
            ),
        )
