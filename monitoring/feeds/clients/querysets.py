"""Questions about the programs of departments and their calls."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import AuditEvent, User
from accounts.querysets import AuditQuerySet

if TYPE_CHECKING:
    from monitoring.feeds.clients.models import Client  # noqa: F401  # named as text

SOON = timedelta(days=30)


class Standing(models.TextChoices):
    IN_FORCE = "in_force", _("In use")
    ENDING = "ending", _("Expires within 30 days")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")


class ClientQuerySet(models.QuerySet["Client"]):
    def named(self, words: str) -> "ClientQuerySet":
        return self.filter(
            Q(department__contains=words) | Q(name__contains=words) | Q(purpose__contains=words)
        )

    def standing(self, which: str) -> "ClientQuerySet":
        today = timezone.localdate()
        condition = {
            Standing.IN_FORCE: Q(revoked_at=None, expires_on__gte=today),
            Standing.ENDING: Q(revoked_at=None, expires_on__range=(today, today + SOON)),
            Standing.EXPIRED: Q(revoked_at=None, expires_on__lt=today),
            Standing.REVOKED: Q(revoked_at__isnull=False),
        }[Standing(which)]
        return self.filter(condition)

    def with_last_call(self) -> "ClientQuerySet":
        """Each with `last_call`: when it was heard of last, let in or not."""
        calls = AuditEvent.objects.filter(by=OuterRef("user")).order_by("-pk")
        return self.annotate(last_call=Subquery(calls.values("at")[:1]))


def calls_of(user: User) -> AuditQuerySet:
    """What a client did and what it was refused, the newest first."""
    return AuditEvent.objects.filter(by=user).order_by("-pk")


def calls_today(user: User, most: int = 10_000) -> int:
    """In the last 24 hours, counted up to `most`."""
    since = timezone.now() - timedelta(hours=24)
    return calls_of(user).filter(at__gte=since)[:most].count()
