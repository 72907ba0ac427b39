"""The wide table: one row per active household, one column per stored indicator (catalogue.py)."""

from decimal import Decimal
from typing import Any

from django.db import models

from accounts.models import Division
from monitoring.indicators.catalogue import STORED, Indicator, Kind
from monitoring.registry.models import Household
from monitoring.registry.quantities import FEN


class Yuan(models.BigIntegerField):  # type: ignore[type-arg]
    """Yuan with two decimals, in the database whole fen."""

    def from_db_value(self, value: int | None, *_args: object) -> Decimal | None:
        return None if value is None else Decimal(value) * FEN

    def get_prep_value(self, value: Decimal | None) -> int | None:
        return None if value is None else int(value / FEN)


class HouseholdIndicators(models.Model):
    """Derived from the registry for today, rebuilt by refresh.py alone; no row is edited.

    Without foreign keys in the database: checking them for millions of rows takes longer than
    computing the rows, and a refresh removes what has no active household.
    """

    household = models.OneToOneField(
        Household,
        models.CASCADE,
        primary_key=True,
        related_name="indicators",
        db_constraint=False,
    )
    division = models.ForeignKey(
        Division, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    statement_year = models.SmallIntegerField(null=True)

    class Meta:
        verbose_name = "household indicators"
        indexes = (models.Index(fields=("division",), name="indicators_by_area"),)


def column(indicator: Indicator, **options: Any) -> "models.Field[Any, Any]":
    if indicator.kind == Kind.BOOLEAN:
        return models.BooleanField(indicator.label, **options)
    if indicator.kind == Kind.MONEY:
        return Yuan(indicator.label, **options)
    return models.SmallIntegerField(indicator.label, **options)


for _indicator in STORED:
    HouseholdIndicators.add_to_class(_indicator.code, column(_indicator, null=True))
