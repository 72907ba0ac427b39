"""Reads of who looks after what, named for the question."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Exists, OuterRef

from assets.ledger.choices import AssetClass
from assets.ledger.querysets import AssetQuerySet
from monitoring.registry.periods import PeriodQuerySet

if TYPE_CHECKING:
    from assets.contracts.maintenance.models import Maintenance  # noqa: F401


class MaintenanceQuerySet(PeriodQuerySet["Maintenance"]):
    def for_list(self) -> Self:
        return self.select_related("asset__division__parent", "asset__kind")


def unkept(assets: AssetQuerySet, duties: MaintenanceQuerySet, day: date) -> AssetQuerySet:
    """Public-interest assets that nobody looks after on the day."""
    kept = duties.on(day).filter(asset=OuterRef("pk"))
    return assets.filter(asset_class=AssetClass.PUBLIC).exclude(Exists(kept))
