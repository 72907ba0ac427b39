"""Reads of corrections, named for the question."""

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from assets.corrections.models import Correction  # noqa: F401


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def for_list(self) -> Self:
        return self.select_related("by")
