"""Questions about webhooks and their deliveries."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Exists, Max, OuterRef, Q
from django.utils import timezone

if TYPE_CHECKING:
    from monitoring.feeds.webhooks.models import Delivery, Webhook  # noqa: F401  # named as text


class WebhookQuerySet(models.QuerySet["Webhook"]):
    def running(self) -> "WebhookQuerySet":
        """Not ended, and of a client that may still call."""
        today = timezone.localdate()
        return self.filter(
            ended_at=None, client__revoked_at=None, client__expires_on__gte=today
        ).select_related("client")

    def due(self) -> "WebhookQuerySet":
        """With something to tell now."""
        deliveries = self.model._meta.get_field("deliveries").related_model._default_manager
        waiting = deliveries.filter(webhook=OuterRef("pk"), state="waiting")
        return self.running().filter(Exists(waiting), next_at__lte=timezone.now())

    def with_counts(self) -> "WebhookQuerySet":
        """Each with `waiting`, `dead` and `last_delivered`."""
        return self.select_related("client__division").annotate(
            waiting=Count("deliveries", filter=Q(deliveries__state="waiting")),
            dead=Count("deliveries", filter=Q(deliveries__state="dead")),
            last_delivered=Max("deliveries__done_at", filter=Q(deliveries__state="delivered")),
        )


class WebhookDeliveryQuerySet(models.QuerySet["Delivery"]):
    def waiting(self) -> "WebhookDeliveryQuerySet":
        return self.filter(state="waiting").order_by("made_at", "pk")

    def dead(self) -> "WebhookDeliveryQuerySet":
        """Given up, the newest first."""
        return (
            self.filter(state="dead").select_related("webhook__client").order_by("-done_at", "pk")
        )
