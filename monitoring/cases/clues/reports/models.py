"""What people tell of a household, and the way each report took from office to office."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Division, User
from monitoring.cases.clues.models import Clue
from monitoring.cases.clues.reports.querysets import ReportQuerySet
from monitoring.registry.models import Household


class Report(models.Model):
    """A report (来件) of a household in difficulty; `division` is where it lies now.

    It names a person, not yet a household: the two come together when somebody of the place links
    them, and from then on the household has a clue.
    """

    class Channel(models.TextChoices):
        DECLARATION = "declaration", _("Farmer's own declaration")
        CADRE = "cadre", _("Cadre's report")
        HOTLINE_12317 = "hotline_12317", _("Hotline 12317")
        HOTLINE_12345 = "hotline_12345", _("Hotline 12345")
        PETITION = "petition", _("Petition")
        MEDIA = "media", _("Media")
        DEPARTMENT = "department", _("Department's warning")

    class State(models.TextChoices):
        RECEIVED = "received", _("Received")
        CHECKING = "checking", _("Being checked")
        ANSWERED = "answered", _("Answered")

    class Relation(models.TextChoices):
        SELF = "self", _("The household itself")
        RELATIVE = "relative", _("A relative")
        NEIGHBOUR = "neighbour", _("A neighbour")
        OTHER = "other", pgettext_lazy("relation", "Somebody else")

    class Difficulty(models.TextChoices):
        ILLNESS = "illness", _("Serious or long illness, medical costs")
        DISABILITY = "disability", _("Severe disability, or nobody able to look after themselves")
        SCHOOLING = "schooling", _("Costs of schooling, or a child out of school")
        HOUSING = "housing", _("The house is not safe to live in")
        WATER = "water", pgettext_lazy("difficulty", "No safe drinking water")
        DISASTER = "disaster", pgettext_lazy("difficulty", "Natural disaster")
        ACCIDENT = "accident", _("Accident or sudden misfortune")
        PROJECT = "project", _("Failed crop, animals or business")
        WORK = "work", _("No work, or work lost")
        INCOME = "income", _("Income has dropped much")
        OTHER = "other", pgettext_lazy("difficulty", "Something else")

    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(_("Channel"), max_length=13, choices=Channel.choices)
    number = models.CharField(_("Number of the sender"), max_length=40, blank=True)
    minor = models.BooleanField(_("Minors' line"), default=False)
    received_on = models.DateField(_("Received on"), default=timezone.localdate)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("Who is in difficulty"), max_length=30)
    id_number_cipher = models.BinaryField(null=True, blank=True)
    id_number_hash = models.BinaryField(null=True, blank=True)
    id_number_masked = models.CharField(max_length=24, blank=True)
    phone = models.CharField(_("Phone"), max_length=20, blank=True)
    relation = models.CharField(
        _("Who reports"), max_length=9, choices=Relation.choices, default=Relation.SELF
    )
    difficulties = ArrayField(
        models.CharField(max_length=10, choices=Difficulty.choices), default=list, blank=True
    )
    words = models.CharField(_("In words"), max_length=500, blank=True)
    # Keyed hash of the code that the person keeps; the code itself is nowhere.
    receipt_hash = models.BinaryField(null=True, blank=True, unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.RECEIVED)
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="reports"
    )
    clue = models.ForeignKey(Clue, models.PROTECT, null=True, blank=True, related_name="reports")
    answer = models.CharField(_("Answer"), max_length=500, blank=True)
    answered_on = models.DateField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("division", "state"), name="report_by_area"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="checking") | Q(household__isnull=False),
                name="report_checked_has_a_household",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def difficulties_said(self) -> list[str]:
        return [str(self.Difficulty(code).label) for code in self.difficulties]


class HandOver(models.Model):
    """A report came to an office; the first row is its receipt."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="hand_overs")
    origin = models.ForeignKey(Division, models.PROTECT, null=True, related_name="+")
    to = models.ForeignKey(Division, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    note = models.CharField(_("Note"), max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)
