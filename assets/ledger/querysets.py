"""Reads of projects and assets, named for the question."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Q, Sum, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from assets.ledger.depreciation import worth
from assistance.funds.querysets import NOTHING
from monitoring.criteria.querysets import OWN_FIRST, of_place

if TYPE_CHECKING:
    from assets.ledger.models import Asset, DepreciationRule, Project  # noqa: F401


class DepreciationRuleQuerySet(models.QuerySet["DepreciationRule"]):
    def in_force(self, kind: str, day: date, code: str) -> "DepreciationRule | None":
        """Of that day at place `code`, the county's own before the common one."""
        started = self.filter(of_place(code), kind=kind, valid_from__lte=day)
        return started.order_by(*OWN_FIRST).first()

    def for_list(self) -> Self:
        related = self.select_related("kind", "county", "by")
        return related.order_by("kind__asset_class", "kind", "-valid_from", "-pk")


class ProjectQuerySet(models.QuerySet["Project"]):
    def for_list(self) -> Self:
        return self.select_related("county").prefetch_related("fundings")


class AssetQuerySet(models.QuerySet["Asset"]):
    def on(self, day: date) -> Self:
        """Those there were."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), began_on__lte=day)

    def current(self) -> Self:
        return self.filter(ended_on=None)

    def confirm(self, day: date) -> int:
        """Somebody saw their state on that day."""
        return self.update(confirmed_on=Greatest("confirmed_on", Value(day)))

    def worth_on(self, day: date) -> Self:
        """Each with `net_value`: its yuan on that day."""
        return self.annotate(net_value=worth(day))

    def in_cell(self, latitude: str, longitude: str) -> Self:
        """Of the map: those that begin with these digits."""
        bounds: dict[str, Decimal] = {}
        for name, text in (("latitude", latitude), ("longitude", longitude)):
            first = Decimal(text)
            width = Decimal(1).scaleb(int(first.as_tuple().exponent))
            bounds |= {f"{name}__gte": first, f"{name}__lt": first + width}
        return self.filter(**bounds)

    def sums(self, day: date) -> dict[str, Decimal]:
        """How many, and their `original` and `net` yuan on that day."""
        return self.aggregate(
            count=Count("pk"),
            original=Coalesce(Sum("original_value"), NOTHING),
            net=Coalesce(Sum(worth(day)), NOTHING),
        )

    def for_list(self) -> Self:
        related = self.select_related("kind", "division__parent", "project", "household")
        return related.worth_on(timezone.localdate())
