"""Where programs of departments are told of news, what happened, and what is on its way to them.

Nothing of a person travels: an event names a row by its id, and its receiver asks for it by API.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import code_field
from monitoring.feeds.clients.models import Client, Scope
from monitoring.feeds.webhooks.querysets import WebhookDeliveryQuerySet, WebhookQuerySet


class News(models.TextChoices):
    """Everything that can be told; triggers note it (migration 0046)."""

    FLAG_RAISED = "flags.raised", _("Flag raised")
    FLAG_CLEARED = "flags.cleared", _("Flag cleared")
    CASE_OPENED = "cases.opened", _("Case opened")
    CASE_ENDED = "cases.ended", _("Case ended")
    TASK_GIVEN = "tasks.given", _("Task given")
    TASK_CHANGED = "tasks.changed", _("Task changed")


# Who may not read the rows is not told of them either.
OPENS = {"flags": Scope.FLAGS_READ, "cases": Scope.CASES_READ, "tasks": Scope.TASKS_ANSWER}


def opened_by(news: str) -> Scope:
    return OPENS[news.partition(".")[0]]


class Webhook(models.Model):
    client = models.ForeignKey(Client, models.PROTECT, related_name="webhooks")
    url = models.CharField(_("Address"), max_length=500)
    news = ArrayField(models.CharField(max_length=20, choices=News.choices))
    secret_cipher = models.BinaryField()
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    # After a failure nothing is tried before this time.
    next_at = models.DateTimeField(default=timezone.now)

    objects = WebhookQuerySet.as_manager()
    area_field = "client__division_id"

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("client", "url"),
                condition=Q(ended_at=None),
                name="webhook_once_per_address",
                violation_error_message=_("This address is told already."),
            ),
        )

    @property
    def news_labels(self) -> list[str]:
        return [str(News(each).label) for each in self.news]


class Happening(models.Model):
    """What departments may want to know, written with what happened, until it is on its way."""

    news = models.CharField(max_length=20, choices=News.choices)
    row_id = models.BigIntegerField()
    division_code = code_field()
    department = models.CharField(max_length=60, blank=True, default="")  # empty: for any
    at = models.DateTimeField(default=timezone.now, db_default=Now())


class Delivery(models.Model):
    """Up to 500 events for one address; the id tells the receiver what it has already."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DELIVERED = "delivered", _("Delivered")
        DEAD = "dead", _("Given up")

    class Fault(models.TextChoices):
        REFUSED = "refused", _("The address lies where nothing may be sent")
        UNKNOWN = "unknown", _("The name of the address is not known")
        UNREACHABLE = "unreachable", _("Nobody answers at the address")
        TOO_SLOW = "too_slow", _("The answer took too long")
        ANSWER = "answer", _("The answer was not a success")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, models.PROTECT, related_name="deliveries")
    events = models.JSONField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    fault = models.CharField(max_length=11, choices=Fault.choices, blank=True)
    status = models.PositiveSmallIntegerField(null=True)  # of the last answer
    made_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)

    objects = WebhookDeliveryQuerySet.as_manager()
    area_field = "webhook__client__division_id"

    class Meta:
        ordering = ("made_at", "pk")
        indexes = (
            models.Index(
                fields=("webhook", "made_at"),
                name="delivery_waiting",
                condition=Q(state="waiting"),
            ),
            models.Index(
                fields=("webhook", "done_at"), name="delivery_dead", condition=Q(state="dead")
            ),
        )
