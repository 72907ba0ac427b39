"""Reads of the photos and papers of assets, named for the question."""

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from assets.files.models import AssetFile  # noqa: F401


class AssetFileQuerySet(models.QuerySet["AssetFile"]):
    def current(self) -> Self:
        """Not withdrawn."""
        return self.filter(withdrawn_at=None)

    def for_list(self) -> Self:
        return self.select_related("by", "withdrawn_by")
