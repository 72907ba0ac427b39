"""Reads of findings, named for the question."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, F, Q

from accounts.models import Division
from accounts.scope import within

if TYPE_CHECKING:
    from assistance.eligibility.models import Finding


class FindingQuerySet(models.QuerySet["Finding"]):
    def open(self) -> "FindingQuerySet":
        return self.filter(cleared_on=None)

    def unsettled(self) -> "FindingQuerySet":
        return self.filter(settled_on=None)

    def settled(self) -> "FindingQuerySet":
        return self.filter(settled_on__isnull=False)

    def within(self, division: Division) -> "FindingQuerySet":
        return self.filter(within(division))

    def for_list(self) -> "FindingQuerySet":
        return self.select_related("household", "member", "measure", "terms", "division__parent")

    def by_township(self) -> "models.QuerySet[Finding, Any]":
        """Per township how many of each kind."""
        from_kinds = {
            kind: Count("pk", filter=Q(kind=kind))
            for kind in ("not_receiving", "not_entitled", "exclusive", "facts")
        }
        rows = self.order_by().annotate(township=F("division__parent__name"))
        grouped = rows.values("division__parent", "township")
        return grouped.annotate(**from_kinds, all=Count("pk")).order_by("division__parent")
