"""Runs, flags as episodes, and how much could not be judged."""

from typing import Any

from django.db import models
from django.db.models import Case, Q, When
from django.db.models.functions import Left
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User, code_field
from monitoring.criteria.models import Criterion, Version
from monitoring.criteria.parameters import PARAMETERS
from monitoring.registry.models import Household
from monitoring.screening.querysets import FlagQuerySet, RunQuerySet


class Run(models.Model):
    """One screening: of whom, on which day, by which version, with what result."""

    class Trigger(models.TextChoices):
        NIGHTLY = "nightly", _("Nightly")
        MANUAL = "manual", _("By hand")
        CHANGE = "change", _("After a change")
        RELEASE = "release", _("After a release of criteria")

    trigger = models.CharField(max_length=8, choices=Trigger.choices)
    as_of = models.DateField()
    division_code = code_field(blank=True, default="")  # empty: nobody lives anywhere yet
    of_area = models.BooleanField(default=True)  # else of single households that changed
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    households = models.PositiveIntegerField(default=0)
    flagged = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    cleared = models.PositiveIntegerField(default=0)
    data_gaps = models.PositiveIntegerField(
        default=0
    )  # missing verdicts, and those without members
    without_members = models.PositiveIntegerField(default=0)
    # Verdicts by criterion: {"income-below-line": {"yes": 12, "missing": 3}, …}
    criteria = models.JSONField(default=dict)
    seconds = models.FloatField(default=0)
    # Parameters used, with their age: [{"parameter","value","valid_from","document","stale"}]
    parameters = models.JSONField(default=list)

    objects = RunQuerySet.as_manager()
    area_field = "division_code"

    class Meta:
        ordering = ("-id",)

    def counts(self) -> list[dict[str, Any]]:
        """By criterion, in the order of the version: how many meet it, how many lack a fact."""
        criteria = self.version.criteria.all() if self.version else ()
        return [
            {"criterion": criterion, **self.criteria[criterion.code]}
            for criterion in criteria
            if criterion.code in self.criteria
        ]

    def parameters_said(self) -> list[dict[str, Any]]:
        return [row | {"label": PARAMETERS[row["parameter"]].label} for row in self.parameters]


class Flag(models.Model):
    """A household meeting a criterion, as an episode: open from `first_seen` until `cleared_on`."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="flags")
    division = models.ForeignKey(
        Division, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    criterion = models.SlugField(db_index=False)
    version = models.ForeignKey(Version, models.PROTECT, related_name="+", db_index=False)
    severity = models.CharField(max_length=6, choices=Criterion.Severity.choices)
    effect = models.CharField(max_length=5, choices=Criterion.Effect.choices)
    # The order of lists: clues, visits, then lists; inside each red, yellow, blue.
    urgency = models.GeneratedField(
        expression=Case(When(effect="clue", then=10), When(effect="visit", then=20), default=30)
        + Case(When(severity="red", then=1), When(severity="yellow", then=2), default=3),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )
    first_seen = models.DateField()
    last_seen = models.DateField()  # of a cleared flag; an open one is seen by every run
    cleared_on = models.DateField(null=True)
    # What each indicator of the condition said: {"net_income": "24936.00", "people": "3", …}
    values = models.JSONField(default=dict)
    gap = models.DecimalField(max_digits=14, decimal_places=2, null=True)  # yuan per person

    objects = FlagQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("household", "criterion"),
                condition=Q(cleared_on=None),
                name="flag_open_once",
            ),
        )
        indexes = (
            models.Index(
                fields=("division", "criterion"),
                name="flag_open_by_area",
                condition=Q(cleared_on=None),
            ),
            # A page of the list in its order, however many flags an area has.
            models.Index(
                fields=("urgency", "first_seen", "id"),
                name="flag_open_by_urgency",
                condition=Q(cleared_on=None),
            ),
            models.Index(
                fields=("county", "urgency", "first_seen", "id"),
                name="flag_open_by_county",
                condition=Q(cleared_on=None),
            ),
            models.Index(
                fields=("criterion", "urgency", "first_seen", "id"),
                name="flag_open_by_criterion",
                condition=Q(cleared_on=None),
            ),
            models.Index(fields=("division", "cleared_on"), name="flag_by_cleared"),
        )


class GapCount(models.Model):
    """Of a village's households, how many a criterion could not judge. As of the last run."""

    division = models.ForeignKey(Division, models.CASCADE, related_name="+")
    criterion = models.SlugField()
    households = models.PositiveIntegerField()
    missing = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("division", "criterion"), name="gap_count_once"),
        )
