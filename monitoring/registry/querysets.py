"""Questions asked of households and their members, chainable."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

from monitoring.registry.choices import Relation

if TYPE_CHECKING:
    from monitoring.registry.models import Member, Pairing  # noqa: F401  # named in strings


class MemberQuerySet(models.QuerySet["Member"]):
    def active(self) -> "MemberQuerySet":
        """Who lives in the household today; the others are its history."""
        return self.filter(status="active")

    def heads(self) -> "MemberQuerySet":
        return self.filter(relation=Relation.HEAD)


class PairingQuerySet(models.QuerySet["Pairing"]):
    def current(self) -> "PairingQuerySet":
        """Pairings in force today."""
        today = timezone.localdate()
        return self.filter(starts__lte=today).filter(Q(ends=None) | Q(ends__gt=today))
