"""Employment (就业帮扶): who worked in a month, what is offered, where people work and learn."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division, User
from assistance.awards.models import Award
from assistance.schemes.employment.querysets import OfferQuerySet, WorkQuerySet
from monitoring.registry.models import Household, Member


class Area(models.TextChoices):
    """How far from home (务工区域), the nearest first."""

    TOWNSHIP = "乡(镇)内", _("In the township")
    COUNTY = "乡外县内", _("In the county")
    PROVINCE = "县外省内", _("In the province")
    ELSEWHERE = "省外", _("Outside the province")


class Workshop(models.Model):
    """A workshop that takes people in near their homes (就业帮扶车间)."""

    division = models.ForeignKey(Division, models.PROTECT, related_name="+")
    name = models.CharField(pgettext_lazy("workshop", "Name"), max_length=60)
    product = models.CharField(_("What is made there"), max_length=100)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("division", "name"),
                name="workshop_named_once",
                violation_error_message=_("There is a workshop of this name already."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Work(models.Model):
    """That somebody worked in a month, where and for how much."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="work")
    household = models.ForeignKey(Household, models.PROTECT, related_name="work")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    month = models.DateField(_("Month"))  # its first day
    area = models.CharField(_("How far from home"), max_length=6, choices=Area.choices)
    employer = models.CharField(pgettext_lazy("employment", "Employer"), max_length=80)
    workshop = models.ForeignKey(
        Workshop, models.PROTECT, null=True, blank=True, related_name="work",
        verbose_name=_("Workshop"),
    )  # fmt: skip
    wage = models.DecimalField(
        _("Wage of the month (yuan)"), max_digits=10, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )  # fmt: skip
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = WorkQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("division", "-id"), name="work_by_village"),
            models.Index(fields=("county", "-id"), name="work_by_county"),
            models.Index(fields=("household", "month"), name="work_by_household"),
        )
        constraints = (
            models.UniqueConstraint(fields=("member", "month"), name="work_once_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="work_of_a_whole_month"),
            models.CheckConstraint(
                condition=Q(wage=None) | Q(wage__gte=0),
                name="work_wage_never_negative",
                violation_error_message=_("An amount is never negative."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.member} · {self.employer}"


class Offer(models.Model):
    """A job that is offered to people of a place."""

    division = models.ForeignKey(Division, models.PROTECT, related_name="+")
    title = models.CharField(pgettext_lazy("employment", "Job"), max_length=60)
    employer = models.CharField(pgettext_lazy("employment", "Employer"), max_length=80)
    area = models.CharField(_("How far from home"), max_length=6, choices=Area.choices)
    wage = models.DecimalField(
        _("Wage a month (yuan)"), max_digits=10, decimal_places=2, validators=[MinValueValidator(1)]
    )
    places = models.PositiveSmallIntegerField(
        pgettext_lazy("job", "Places"), validators=[MinValueValidator(1)]
    )
    skilled = models.BooleanField(_("Needs a skill"), default=False)
    light = models.BooleanField(_("Can be done with half of one's strength"), default=False)
    age_from = models.PositiveSmallIntegerField(_("Age from"), default=18)
    age_to = models.PositiveSmallIntegerField(_("Age to"), default=60)
    until = models.DateField(_("Open until"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ("until", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(age_from__gte=16) & Q(age_to__gte=F("age_from")),
                name="offer_ages_rise",
                violation_error_message=_("Ages rise, and nobody younger than 16 is employed."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("employment:offer", args=[self.pk])


class Training(models.Model):
    """A course with its places (技能培训)."""

    division = models.ForeignKey(Division, models.PROTECT, related_name="+")
    title = models.CharField(_("Course"), max_length=60)
    places = models.PositiveSmallIntegerField(
        pgettext_lazy("course", "Places"), validators=[MinValueValidator(1)]
    )
    starts_on = models.DateField(_("First day"))
    ends_on = models.DateField(pgettext_lazy("course", "Last day"))
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-starts_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="training_ends_after_it_begins",
                violation_error_message=_("The last day comes before the first."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("employment:training", args=[self.pk])


class TrainingPlace(models.Model):
    """Who takes part in a course; the measure is given for its days."""

    training = models.ForeignKey(Training, models.CASCADE, related_name="taken")
    member = models.ForeignKey(Member, models.PROTECT, related_name="trainings")
    award = models.OneToOneField(Award, models.PROTECT, related_name="training_place")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("training", "member"),
                name="training_once_a_person",
                violation_error_message=_("This person takes part already."),
            ),
        )
