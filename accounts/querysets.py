"""Questions about posts, accounts and the audit."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from axes.models import AccessAttempt
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import AuditEvent, Division, Post, User  # noqa: F401  # named as text


class PostQuerySet(models.QuerySet["Post"]):
    def current(self) -> "PostQuerySet":
        """Posts held today."""
        return self.not_ended().filter(starts__lte=timezone.localdate())

    def not_ended(self) -> "PostQuerySet":
        """Posts held today or opened for a later day."""
        return self.filter(Q(ends=None) | Q(ends__gte=timezone.localdate()))


class AuditQuerySet(models.QuerySet["AuditEvent"]):
    def matching(
        self,
        *,
        event: str = "",
        person: str = "",
        division: "Division | None" = None,
        day: date | None = None,
    ) -> "AuditQuerySet":
        """Acts that fit everything given; the day by the clock of the users."""
        rows = self.filter(event=event) if event else self
        if person:
            rows = rows.filter(Q(by__full_name__contains=person) | Q(by__username=person))
        if division:
            rows = rows.filter(division_code__range=division.code_range)
        return rows.filter(at__date=day) if day else rows


def suggested(
    divisions: "models.QuerySet[Division]", words: str, count: int = 12
) -> "models.QuerySet[Division]":
    """The first divisions whose name holds `words`, or whose code begins so; with parents."""
    match = Q(name__contains=words) | Q(code__startswith=words)
    return divisions.filter(match).select_related("parent__parent")[:count]


def holding(posts: "models.QuerySet[Post]") -> Exists:
    """Accounts with at least one of `posts`."""
    return Exists(posts.filter(user=OuterRef("pk")))


def named(words: str) -> Q:
    """Accounts whose name, user name or phone holds `words`."""
    return Q(full_name__icontains=words) | Q(username__icontains=words) | Q(phone__contains=words)


def is_locked(user: "User") -> bool:
    """Whether too many wrong passwords keep the account out for now."""
    pause = timedelta(hours=settings.AXES_COOLOFF_TIME)
    return bool(
        AccessAttempt.objects.filter(
            username=user.username,
            failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
            attempt_time__gte=timezone.now() - pause,
        ).exists()
    )
