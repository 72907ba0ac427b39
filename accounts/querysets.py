"""Questions about posts, accounts and the audit."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import AuditEvent, Division, Post  # noqa: F401  # named as text


class PostQuerySet(models.QuerySet["Post"]):
    def current(self) -> "PostQuerySet":
        """Posts held today."""
        return self.not_ended().filter(starts__lte=timezone.localdate())

    def not_ended(self) -> "PostQuerySet":
        """Posts held today or opened for a later day."""
        return self.filter(Q(ends=None) | Q(ends__gte=timezone.localdate()))

    def below(self, division: "Division") -> "PostQuerySet":
        """Posts at the division or anywhere inside it."""
        return self.filter(division_id__range=division.code_range)


def named(words: str) -> Q:
    """Accounts whose name, user name or phone holds `words`."""
    return Q(full_name__icontains=words) | Q(username__icontains=words) | Q(phone__contains=words)


def holding(posts: "models.QuerySet[Post]") -> Exists:
    """Accounts with at least one of `posts`."""
    return Exists(posts.filter(user=OuterRef("pk")))


class AuditQuerySet(models.QuerySet["AuditEvent"]):
    def of_day(self, day: date) -> "AuditQuerySet":
        """What happened on that day, by the clock of the users."""
        return self.filter(at__date=day)

    def below(self, division: "Division") -> "AuditQuerySet":
        return self.filter(division_code__range=division.code_range)
