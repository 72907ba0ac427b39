"""What departments told: every push, and every record of it as it was told."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User, code_field
from monitoring.exchange.models import Batch
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.records.querysets import PushQuerySet, RecordQuerySet
from monitoring.registry.models import Household, Member


class Push(models.Model):
    """One call or one workbook. The same idempotency key of one sender is one push."""

    feed = models.CharField(max_length=30)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    division_code = code_field()  # the sender's area
    batch = models.OneToOneField(Batch, models.PROTECT, null=True, related_name="push")
    key = models.CharField(max_length=100, blank=True)
    body = models.BinaryField(null=True)  # SHA-256 of what was sent with the key
    # {"accepted": n, "duplicate": n, "unmatched": n, "invalid": n}
    counts = models.JSONField(default=dict)
    answer = models.JSONField(default=dict)  # what the key's call was answered, for the next one
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)

    area_field = "division_code"
    objects = PushQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("feed", "-at"), name="push_by_feed"),
            models.Index(fields=("division_code", "-id"), name="push_by_area"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("by", "key"), condition=~Q(key=""), name="push_key_once_per_sender"
            ),
        )


class Record(models.Model):
    """One fact about a person or a village; told anew, the older one is kept but not current."""

    class State(models.TextChoices):
        MATCHED = "matched", _("Matched")
        WAITING = "waiting", _("Waits for the person")
        VILLAGE = "village", _("Of a village")

    push = models.ForeignKey(Push, models.PROTECT, related_name="records", db_index=False)
    row = models.PositiveIntegerField()  # place in the push, from 1
    feed = models.CharField(max_length=30)
    state = models.CharField(max_length=8, choices=State.choices)
    current = models.BooleanField(default=True)
    subject = models.BinaryField()  # the keyed hash of the ID number, or the village's code
    masked = models.CharField(max_length=24, blank=True)
    name = models.CharField(max_length=60, blank=True)
    same = models.CharField(max_length=300)  # the values of Feed.same, which name the fact
    topic = models.CharField(max_length=40, blank=True)
    data = models.JSONField()  # by field name; amounts and dates as text
    starts = models.DateField()
    ends = models.DateField(null=True)  # the last day it counts
    division_code = code_field()  # of the household or village; of what waits, the sender's area
    household = models.ForeignKey(
        Household, models.SET_NULL, null=True, related_name="records", db_index=False
    )
    member = models.ForeignKey(
        Member, models.SET_NULL, null=True, related_name="records", db_index=False
    )
    at = models.DateTimeField(default=timezone.now)
    matched_at = models.DateTimeField(null=True)

    area_field = "division_code"
    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("push", "row"), name="record_by_push"),
            models.Index(
                fields=("household",),
                name="record_by_household",
                condition=Q(current=True, household__isnull=False),
            ),
            models.Index(
                fields=("subject",),
                name="record_waiting",
                condition=Q(state="waiting", current=True),
            ),
            models.Index(fields=("member",), name="record_by_member"),
            models.Index(fields=("feed", "division_code", "-id"), name="record_by_feed"),
            models.Index(
                fields=("ends",),
                name="record_by_end",
                condition=Q(current=True, ends__isnull=False),
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("feed", "subject", "same"),
                condition=Q(current=True),
                name="record_current_once",
            ),
        )

    @property
    def feed_label(self) -> str:
        return str(FEEDS[self.feed].label)
