from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef

from monitoring.feeds.records.models import Record

if TYPE_CHECKING:
    from monitoring.feeds.events.models import AttachedHousehold, VillageEvent  # noqa: F401


class VillageEventQuerySet(models.QuerySet["VillageEvent"]):
    def undecided(self) -> Self:
        """What the village has not decided yet, and no department took back."""
        told = Record.objects.current().filter(
            feed=OuterRef("feed"), division_code=OuterRef("division"), same=OuterRef("same")
        )
        return self.filter(Exists(told), decided_at=None)

    def for_list(self) -> Self:
        return self.select_related("division__parent", "decided_by", "saved_by")


class AttachedQuerySet(models.QuerySet["AttachedHousehold"]):
    def for_ticking(self) -> Self:
        """Households that are still there, in the order of the village's own list."""
        return (
            self.filter(household__status="active")
            .select_related("household")
            .order_by("household__code", "household_id")
        )
