"""Reads of restructurings, named for the question."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Sum

from accounts.models import User
from accounts.permissions import MAY
from accounts.scope import areas, inside
from assets.ledger.actions import REGISTER
from assets.ledger.models import Asset
from assets.ledger.querysets import AssetQuerySet

if TYPE_CHECKING:
    from assets.restructuring.models import Restructuring  # noqa: F401


class RestructuringQuerySet(models.QuerySet["Restructuring"]):
    def open(self) -> Self:
        """Those that wait for a decision."""
        return self.filter(state="待审批")

    def for_list(self) -> Self:
        """Each with `value`, the original values in it, and how many `become` of it."""
        related = self.select_related("division__parent__parent", "by", "decided_by")
        counted = related.annotate(value=Sum("successors__original_value"))
        return counted.annotate(become=Count("successors")).prefetch_related("formers__asset")


def mergeable(asset: Asset, user: User) -> AssetQuerySet:
    """What the user may merge it with: alike, of its project; without one, of its township."""
    mine = Asset.objects.current().filter(inside(areas(user, MAY[REGISTER])))
    alike = mine.filter(county=asset.county, kind=asset.kind_id, project=asset.project_id)
    if asset.project_id is None:
        first = asset.division_id[:9]
        alike = alike.filter(division_id__gte=f"{first}000", division_id__lte=f"{first}999")
    return alike.exclude(pk=asset.pk).select_related("division").order_by("division", "pk")
