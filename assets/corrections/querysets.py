"""Reads of corrections, named for the question."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, DecimalField, F, When
from django.db.models.functions import Cast

if TYPE_CHECKING:
    from assets.corrections.models import Correction  # noqa: F401


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def for_list(self) -> Self:
        return self.select_related("by")

    def lowered(self) -> Self:
        """Of which the asset is still said to be worth less than before; the latest first."""
        yuan = DecimalField(max_digits=14, decimal_places=2)
        # Only what is an amount can be read as one.
        was = Case(When(field="original_value", then=Cast("before", yuan)))
        return self.alias(was=was).filter(was__gt=F("asset__original_value")).order_by("-pk")
