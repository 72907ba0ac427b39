"""What is wrong with an asset, since when, and which level sees to it."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Division
from assets.alarms.kinds import kinds
from assets.alarms.querysets import AlarmQuerySet
from assets.ledger.models import Asset
from monitoring.cases.procedures.models import Level


class Alarm(models.Model):
    """An episode: found by a night, cleared by the first one that finds it no more. Only refresh.py
    writes it.
    """

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="alarms", db_index=False)
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    county = models.GeneratedField(
        expression=Left("division", 6), output_field=models.CharField(max_length=6), db_persist=True
    )
    kind = models.SlugField(_("What is wrong"), max_length=20, db_index=False)  # of kinds.py
    first_seen = models.DateField(_("Since"))
    cleared_on = models.DateField(_("Cleared on"), null=True)
    level = models.CharField(_("Who sees to it"), max_length=8, choices=Level.choices)
    escalated_on = models.DateField(_("Handed up on"), null=True)  # to the level it is at

    objects = AlarmQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(
                fields=("division", "first_seen", "id"),
                name="alarm_by_area",
                condition=Q(cleared_on=None),
            ),
            models.Index(
                fields=("county", "first_seen", "id"),
                name="alarm_by_county",
                condition=Q(cleared_on=None),
            ),
            models.Index(fields=("first_seen", "id"), name="alarm_by_day"),
            models.Index(fields=("asset", "first_seen"), name="alarm_by_asset"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("asset", "kind"), condition=Q(cleared_on=None), name="alarm_open_once"
            ),
            models.CheckConstraint(
                condition=Q(cleared_on=None) | Q(cleared_on__gte=F("first_seen")),
                name="alarm_cleared_after_it_was_seen",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.asset} · {self.label}"

    @property
    def label(self) -> str:
        return str(kinds[self.kind].label)

    @property
    def days(self) -> int:
        """That it has lasted."""
        return ((self.cleared_on or timezone.localdate()) - self.first_seen).days
