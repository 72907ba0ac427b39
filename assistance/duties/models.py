"""Until when a household has to be helped (domain.md 5.2): the limits, and what is due to whom."""

from datetime import date

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Left
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, User
from assistance.duties.querysets import DutyQuerySet
from monitoring.cases.casework.clocks import days_overdue
from monitoring.cases.casework.models import Episode
from monitoring.cases.procedures.models import Level
from monitoring.registry.models import Household


class HelpLimit(models.Model):
    """Within which time help comes; of one county, or of all others. What runs keeps the limits
    of the day it began.
    """

    county = models.ForeignKey(Division, models.PROTECT, null=True, blank=True, related_name="+")
    urgent_days = models.PositiveSmallIntegerField(_("Green channel: days until help comes"))
    measure_months = models.PositiveSmallIntegerField(
        _("Months until some measure"), validators=[MinValueValidator(1)]
    )
    development_months = models.PositiveSmallIntegerField(
        _("Months until a development measure"), validators=[MinValueValidator(1)]
    )
    step_days = models.PositiveSmallIntegerField(
        _("Days late until the next level is told"), validators=[MinValueValidator(1)]
    )
    valid_from = models.DateField(_("Valid from"))
    document = models.CharField(_("Source document"), max_length=200)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("-valid_from", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("county", "valid_from"),
                nulls_distinct=False,
                name="help_limit_once_per_day",
                violation_error_message=_("There are limits from that day already."),
            ),
        )


class Duty(models.Model):
    """What is due to a household in an episode that runs. Only refresh.py writes it."""

    class Kind(models.TextChoices):
        URGENT = "urgent", _("Help at once (green channel)")
        MEASURE = "measure", _("Some measure")
        DEVELOPMENT = "development", _("A development measure")

    episode = models.ForeignKey(Episode, models.CASCADE, related_name="duties")
    household = models.ForeignKey(Household, models.CASCADE, related_name="duties")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    kind = models.CharField(_("What is due"), max_length=11, choices=Kind.choices)
    since = models.DateField(_("Since"))
    due_on = models.DateField(_("Until"))
    met_on = models.DateField(_("Came on"), null=True)
    # Who let it pass its limit last; the level above sees to it. Empty: in time, or met.
    missed_by = models.CharField(max_length=8, choices=Level.choices, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("episode", "kind"), name="duty_once_per_episode"),
        )
        indexes = (
            models.Index(
                fields=("division", "due_on", "id"),
                name="duty_open_by_area",
                condition=Q(met_on=None),
            ),
            models.Index(
                fields=("county", "due_on", "id"),
                name="duty_open_by_county",
                condition=Q(met_on=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.household} · {self.get_kind_display()}"

    @property
    def days_overdue(self) -> int:
        return 0 if self.met_on else days_overdue(self.due_on, timezone.localdate())

    @property
    def days_taken(self) -> int | None:
        return (self.met_on - self.since).days if self.met_on else None

    @property
    def was_late(self) -> bool:
        return (self.met_on or date.min) > self.due_on
