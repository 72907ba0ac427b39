"""The wide table: one row per active household, one column per stored indicator (catalogue.py)."""

from typing import Any

from django.db import models

from accounts.models import Division
from monitoring.indicators.catalogue import STORED, Indicator, Kind
from monitoring.registry.models import Household


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


def column(indicator: Indicator) -> "models.Field[Any, Any]":
    if indicator.kind == Kind.BOOLEAN:
        return models.BooleanField(indicator.label, null=True)
    if indicator.kind == Kind.MONEY:
        return models.DecimalField(indicator.label, max_digits=16, decimal_places=2, null=True)
    return models.SmallIntegerField(indicator.label, null=True)


for _indicator in STORED:
    HouseholdIndicators.add_to_class(_indicator.code, column(_indicator))
