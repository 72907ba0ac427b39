"""Questions asked of households and their members, chainable."""

from typing import TYPE_CHECKING

from django.db import models

from monitoring.registry.choices import Relation

if TYPE_CHECKING:
    from monitoring.registry.models import Member  # noqa: F401  # named in strings


class MemberQuerySet(models.QuerySet["Member"]):
    def active(self) -> "MemberQuerySet":
        """Who lives in the household today; the others are its history."""
        return self.filter(status="active")

    def heads(self) -> "MemberQuerySet":
        return self.filter(relation=Relation.HEAD)
