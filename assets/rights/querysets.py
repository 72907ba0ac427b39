"""Reads of rights, named for the question."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Exists, OuterRef

from assets.ledger.choices import AssetClass
from assets.ledger.querysets import AssetQuerySet
from monitoring.registry.periods import PeriodQuerySet

if TYPE_CHECKING:
    from assets.rights.models import Right  # noqa: F401

OWNERSHIP = 1  # Right.Kind


class RightQuerySet(PeriodQuerySet["Right"]):
    def for_list(self) -> Self:
        return self.select_related("by")

    def last_of_each_kind(self) -> Self:
        """Who holds each right of one asset, or held it last: none begins on a day to come."""
        return self.order_by("kind", "-starts_on").distinct("kind")


def untitled(assets: AssetQuerySet, rights: RightQuerySet, day: date) -> AssetQuerySet:
    """Those that ought to have a certificate of ownership on the day, and have none.

    What a household was given is its own affair (自主管理).
    """
    titled = rights.on(day).filter(asset=OuterRef("pk"), kind=OWNERSHIP).exclude(certificate="")
    return assets.exclude(asset_class=AssetClass.HOUSEHOLD).filter(~Exists(titled))
