"""Papers that were made, as they were made; and who was given which leaflet."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User
from monitoring.registry.models import Household


class Kind(models.TextChoices):
    APPLICATION = "application", _("Application with commitment and authorisation")
    VISIT_SHEET = "visit_sheet", _("Visit sheet")
    MINUTES = "minutes", _("Minutes of the appraisal")
    NOTICE = "notice", _("Public notice")
    ANNOUNCEMENT = "announcement", _("Announcement of the township")
    APPROVAL = "approval", _("Approval list of the county")
    REFUSAL = "refusal", _("Letter of refusal")
    ELIMINATION = "elimination", _("Elimination form")
    HELP_CARD = "help_card", _("Help card")
    HOUSEHOLD_FILE = "household_file", _("File of the household")
    LEAFLETS = "leaflets", _("Register of leaflets")


class Paper(models.Model):
    """One paper with its number, date and maker. What it says is kept; nothing changes it."""

    kind = models.CharField(max_length=14, choices=Kind.choices)
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    # What it is about, as "app.model:key"; the household where it is about one.
    subject = models.CharField(max_length=80)
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="papers"
    )
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()  # within county, kind and year
    county = models.CharField(max_length=6)
    title = models.CharField(max_length=120)
    blocks = models.JSONField()  # body.py
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("division", "-id"), name="paper_by_area"),)
        constraints = (
            models.UniqueConstraint(
                fields=("county", "kind", "year", "serial"), name="paper_number_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def number(self) -> str:
        return f"{self.county}-{self.year}-{self.serial:05d}"


class Leaflet(models.Model):
    """两个全覆盖: which household was given which policy leaflet (domain.md 2.1)."""

    class Topic(models.TextChoices):
        APPLYING = "applying", _("How to apply (every rural household)")
        HELP = "help", _("What help there is (every monitored household)")

    household = models.ForeignKey(Household, models.CASCADE, related_name="leaflets")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    topic = models.CharField(_("Leaflet"), max_length=8, choices=Topic.choices)
    given_on = models.DateField(_("Given on"), default=timezone.localdate)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        indexes = (models.Index(fields=("division", "topic"), name="leaflet_by_area"),)
        constraints = (models.UniqueConstraint(fields=("household", "topic"), name="leaflet_once"),)
