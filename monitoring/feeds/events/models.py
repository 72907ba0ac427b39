"""What befell a whole village: one event with its households, of which the village says who."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Division, User
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.events.querysets import AttachedQuerySet, VillageEventQuerySet
from monitoring.feeds.records.models import Record
from monitoring.registry.models import Household


class VillageEvent(models.Model):
    """One fact told of a village, however often it is told anew: `feed`, village and `same`."""

    feed = models.CharField(max_length=30)
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    same = models.CharField(max_length=300)
    opened_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(default=timezone.now)
    # The ticks were last kept, as a draft or as the decision.
    saved_at = models.DateTimeField(null=True)
    saved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = VillageEventQuerySet.as_manager()

    class Meta:
        ordering = ("-told_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("feed", "division", "same"), name="village_event_once"),
        )
        indexes = (
            models.Index(
                fields=("division",), name="village_event_open", condition=Q(decided_at=None)
            ),
            models.Index(fields=("division", "-told_at", "-id"), name="village_event_by_area"),
        )

    @property
    def version(self) -> str:
        """Which ticks these are: other ones were kept at another moment."""
        return self.saved_at.isoformat() if self.saved_at else ""

    @property
    def kind(self) -> str:
        return str(FEEDS[self.feed].label)

    @property
    def what(self) -> str:
        """What names the fact: 2026-10-18 · 洪涝."""
        return self.same.replace("|", " · ")

    @property
    def lines(self) -> list[tuple[str, str]]:
        """What the department says, field by field; nothing where it took that back."""
        record = self.record
        said = record.data if record else {}
        return [
            (str(field.label), str(said[field.name]))
            for field in FEEDS[self.feed].own
            if field.name in said
        ]

    @property
    def record(self) -> Record | None:
        """What the department says now; None where it took that back."""
        told = Record.objects.current().of_feed(self.feed)
        return told.filter(subject=self.division_id.encode(), same=self.same).first()


class AttachedHousehold(models.Model):
    """A household of the village: ticked in the draft, affected once the village decided."""

    event = models.ForeignKey(VillageEvent, models.CASCADE, related_name="attached", db_index=False)
    household = models.ForeignKey(
        Household, models.CASCADE, related_name="village_events", db_index=False
    )
    ticked = models.BooleanField(default=False)
    affected = models.BooleanField(default=False)

    objects = AttachedQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("event", "household"), name="attached_once"),
        )
        indexes = (
            models.Index(
                fields=("household",), name="attached_affected", condition=Q(affected=True)
            ),
        )
