"""The procedure as data: steps with actor, limit, evidence; a calendar of working days."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User
from monitoring.cases.procedures.querysets import (
    CalendarDayQuerySet,
    ProcedureQuerySet,
    StepQuerySet,
)


class Process(models.TextChoices):
    IDENTIFICATION = "identification", _("Identification")
    ELIMINATION = "elimination", _("Risk elimination")
    ENDING = "ending", _("Other end of monitoring")
    REVERSAL = "reversal", _("Elimination taken back")


class Unit(models.TextChoices):
    DAYS = "days", _("calendar days")
    WORKING_DAYS = "working_days", _("working days")


class Level(models.TextChoices):
    VILLAGE = "village", _("Village")
    TOWNSHIP = "township", _("Township")
    COUNTY = "county", _("County")


class Evidence(models.TextChoices):
    """What a step can ask for; each is checked by the part of casework that knows."""

    VISIT = "visit", _("Home visit handed in")
    SIGNATURE = "signature", _("Signatures of the household and both checkers")
    COMPARISON = "comparison", _("Result of the information comparison")
    STATEMENT = "statement", _("Income of the identification itemised")
    RISKS = "risks", _("Risks named")
    APPRAISAL = "appraisal", _("Village appraisal held")
    NOTICE = "notice", _("Public notice run out")
    ANNOUNCEMENT = "announcement", _("Township announcement made")
    NATIONAL_ENTRY = "national_entry", _("Entered in the national system")
    CONDITIONS = "conditions", _("Conditions of elimination met")
    END_EVIDENCE = "end_evidence", _("Ground of the other end")


class Procedure(models.Model):
    """One version of a process, for all or for one county. A case keeps the one it began with."""

    process = models.CharField(max_length=14, choices=Process.choices)
    county = models.ForeignKey(Division, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveSmallIntegerField()
    valid_from = models.DateField(_("Valid from"))
    document = models.CharField(_("Source document"), max_length=200)
    # The total from opening to end; it governs, the limits of the steps only warn (domain.md 3.1).
    days = models.PositiveSmallIntegerField(_("Total limit"))
    unit = models.CharField(_("Unit"), max_length=12, choices=Unit.choices, default=Unit.DAYS)
    notice_days = models.PositiveSmallIntegerField(_("Days of the public notice"), default=5)
    # Income stable for so long before a risk counts as eliminated (domain.md 6: half a year).
    stable_months = models.PositiveSmallIntegerField(_("Months of stability"), default=6)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = ProcedureQuerySet.as_manager()
    area_field = "county_id"

    class Meta:
        ordering = ("process", "-valid_from", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("process", "county", "number"),
                nulls_distinct=False,
                name="procedure_number_once",
            ),
        )


class Step(models.Model):
    """One step of a procedure. Steps of the same position run side by side."""

    procedure = models.ForeignKey(Procedure, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(_("Position"))
    code = models.SlugField(max_length=20)
    name = models.CharField(_("Name"), max_length=40)
    level = models.CharField(_("Decided by"), max_length=8, choices=Level.choices)
    days = models.PositiveSmallIntegerField(_("Limit"), null=True, blank=True)
    unit = models.CharField(_("Unit"), max_length=12, choices=Unit.choices, default=Unit.DAYS)
    document = models.CharField(_("Source document"), max_length=200, blank=True)
    # Of `Evidence`: what must be there before the step passes.
    evidence = ArrayField(models.SlugField(max_length=20), default=list, blank=True)
    # Names of papers that must be attached, for example 《申请及承诺授权书》.
    papers = ArrayField(
        models.CharField(max_length=60), verbose_name=_("Required papers"), default=list, blank=True
    )
    may_refuse = models.BooleanField(_("May refuse"), default=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("procedure", "code"), name="step_once_per_procedure"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def needs(self) -> list[str]:
        """In words, papers last."""
        return [*(str(Evidence(code).label) for code in self.evidence), *self.papers]


class CalendarDay(models.Model):
    """A day that an administrator enters, before and above the library's calendar."""

    day = models.DateField(_("Day"), primary_key=True)
    is_working = models.BooleanField(_("Working day"))
    name = models.CharField(_("Name"), max_length=40, blank=True)
    document = models.CharField(_("Source document"), max_length=200)

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        ordering = ("day",)
