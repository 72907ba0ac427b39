"""Questions about the programs of departments and their calls."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from accounts.models import AuditEvent

if TYPE_CHECKING:
    from monitoring.feeds.clients.models import Client  # noqa: F401  # named as text


class ClientQuerySet(models.QuerySet["Client"]):
    def in_force(self) -> "ClientQuerySet":
        return self.filter(revoked_at=None, expires_on__gte=timezone.localdate())

    def with_last_call(self) -> "ClientQuerySet":
        """Each with `last_call`: when it was heard of last, let in or not."""
        calls = AuditEvent.objects.filter(by=OuterRef("user")).order_by("-pk")
        return self.annotate(last_call=Subquery(calls.values("at")[:1]))
