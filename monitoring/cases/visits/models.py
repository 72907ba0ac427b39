"""Visits to households, what is not handed in yet, and which visits are due."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Left
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User
from monitoring.cases.casework.models import Case
from monitoring.cases.visits.querysets import VisitDueQuerySet, VisitQuerySet
from monitoring.registry.models import Household, given_by


class Purpose(models.TextChoices):
    CHECK = "check", _("Check for a case")
    FOLLOW_UP = "follow_up", _("Follow-up visit")
    ROUND = "round", _("Yearly round")


class Way(models.TextChoices):
    HOME = "home", _("At home")
    TELEPHONE = "telephone", _("By telephone")
    IMPORTED = "imported", _("Imported from the national app")


class Conclusion(models.TextChoices):
    CONFIRMED = "confirmed", _("The risk is real")
    NOT_SO = "not_so", _("The risk is not real")


class Visit(models.Model):
    """One visit as it was handed in. The phone makes the id: handed in ten times, it is one."""

    id = models.UUIDField(primary_key=True)
    household = models.ForeignKey(Household, models.PROTECT, related_name="visits", db_index=False)
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="visits")
    source = given_by()
    purpose = models.CharField(_("Purpose of the visit"), max_length=9, choices=Purpose.choices)
    way = models.CharField(_("Way"), max_length=9, choices=Way.choices, default=Way.HOME)
    visited_on = models.DateField(_("Visited on"), default=timezone.localdate)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    second_name = models.CharField(_("Second checker"), max_length=60, blank=True)
    # Whose name it is, where exactly one account of the area bears it.
    second_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    second_signature = models.FileField(upload_to="visits/%Y/%m/", blank=True)
    householder_signature = models.FileField(upload_to="visits/%Y/%m/", blank=True)
    refusal = models.CharField(_("Why the householder does not sign"), max_length=200, blank=True)
    # By section: "unchanged", or the columns that changed: {"income": ["statement.wage_income"]}.
    answers = models.JSONField(default=dict)
    difficulties = models.TextField(_("Difficulties"), max_length=1000, blank=True)
    finding = models.CharField(_("Finding"), max_length=9, choices=Conclusion.choices, blank=True)
    finding_reason = models.CharField(_("Reason of the finding"), max_length=500, blank=True)
    warnings = models.JSONField(default=list)  # contradictions, in words, that were left standing
    flags_before = models.JSONField(default=list)  # codes of the criteria met before this visit
    distance_before = models.DecimalField(max_digits=14, decimal_places=2, null=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ("-visited_on", "-id")
        indexes = (
            models.Index(fields=("division", "visited_on", "id"), name="visit_by_area"),
            models.Index(fields=("county", "visited_on", "id"), name="visit_by_county"),
            models.Index(fields=("visited_on", "id"), name="visit_by_day"),
            models.Index(fields=("household", "visited_on"), name="visit_by_household"),
        )

    def __str__(self) -> str:
        return f"{self.household} · {self.get_purpose_display()} {self.visited_on:%Y-%m-%d}"


class VisitPhoto(models.Model):
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="photos")
    file = models.FileField(upload_to="visits/%Y/%m/")

    class Meta:
        ordering = ("pk",)


class VisitDraft(models.Model):
    """What somebody typed and did not hand in yet; the phone keeps the same, with the photos."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="visit_drafts")
    by = models.ForeignKey(User, models.CASCADE, related_name="+")
    data = models.JSONField()
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("household", "by"), name="visit_draft_once"),
        )


class VisitDue(models.Model):
    """That a household is to be visited in a period; any visit in it counts, whoever makes it."""

    class Kind(models.TextChoices):
        WATCHED = "watched", _("Monitored or ex-poor")
        MUST = "must", _("Must-visit group")
        ROUND = "round", _("Yearly round")

    household = models.ForeignKey(Household, models.CASCADE, related_name="visits_due")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    kind = models.CharField(max_length=7, choices=Kind.choices)
    # Codes of visits/groups.py: why it is due so often.
    groups = ArrayField(models.CharField(max_length=20), default=list)
    starts = models.DateField()
    due_on = models.DateField()
    # 1 red, 2 yellow, 3 blue, 9 none: the worst open flag when the plan was last made.
    risk = models.PositiveSmallIntegerField(default=9)
    assigned_to = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    visit = models.ForeignKey(Visit, models.SET_NULL, null=True, related_name="satisfied")

    objects = VisitDueQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("household", "kind", "starts"), name="visit_due_once"),
            models.CheckConstraint(
                condition=Q(starts__lte=models.F("due_on")), name="visit_due_after_it_starts"
            ),
        )
        indexes = (
            models.Index(
                fields=("division", "due_on", "risk", "id"),
                name="visit_due_open_by_area",
                condition=Q(visit=None),
            ),
            models.Index(
                fields=("county", "due_on", "risk", "id"),
                name="visit_due_open_by_county",
                condition=Q(visit=None),
            ),
            models.Index(
                fields=("due_on", "risk", "id"), name="visit_due_open", condition=Q(visit=None)
            ),
            models.Index(fields=("due_on", "division"), name="visit_due_by_period"),
        )


class Frequency(models.Model):
    """How often a group is visited, from a day on, by which document; for all or one county."""

    kind = models.CharField(_("Group"), max_length=7, choices=VisitDue.Kind.choices)
    county = models.ForeignKey(Division, models.PROTECT, null=True, blank=True, related_name="+")
    months = models.PositiveSmallIntegerField(
        _("Every so many months"), choices=[(number, str(number)) for number in (1, 2, 3, 6, 12)]
    )
    valid_from = models.DateField(_("Valid from"))
    document = models.CharField(_("Source document"), max_length=200)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    area_field = "county_id"

    class Meta:
        ordering = ("kind", "-valid_from")
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "county", "valid_from"),
                nulls_distinct=False,
                name="visit_frequency_once_per_day",
                violation_error_message=_("This group already has a frequency from that day."),
            ),
        )
