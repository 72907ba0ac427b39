"""Reads of contracts, named for the question."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, F, OuterRef

from assets.contracts.limits import longest
from assets.ledger.models import Asset
from assets.ledger.querysets import AssetQuerySet

if TYPE_CHECKING:
    from assets.contracts.models import Contract  # noqa: F401


class ContractQuerySet(models.QuerySet["Contract"]):
    def on(self, day: date) -> Self:
        """In force."""
        return self.filter(starts_on__lte=day, last_day__gte=day)

    def to_come(self, day: date) -> Self:
        return self.filter(starts_on__gt=day)

    def over(self, day: date) -> Self:
        return self.filter(last_day__lt=day)

    def ending(self, day: date, within: timedelta) -> Self:
        """In force until some day soon, and nobody comes after it."""
        after = self.model._default_manager.filter(
            asset=OuterRef("asset"), starts_on__gt=OuterRef("last_day")
        )
        return self.on(day).filter(last_day__lte=day + within).exclude(Exists(after))

    def too_long(self) -> Self:
        """Agreed for longer than the law of their first day allowed."""
        return self.filter(ends_on__gt=longest())

    def below_appraisal(self) -> Self:
        return self.filter(rent__lt=F("appraised_rent"))

    def without_paper(self) -> Self:
        return self.filter(paper=None)

    def for_list(self) -> Self:
        return self.select_related("asset__division__parent")


def let_without(assets: AssetQuerySet, contracts: ContractQuerySet, day: date) -> AssetQuerySet:
    """Said to be let, without a contract in force on the day."""
    in_force = contracts.on(day).filter(asset=OuterRef("pk"))
    return assets.filter(state=Asset.State.LET).exclude(Exists(in_force))
