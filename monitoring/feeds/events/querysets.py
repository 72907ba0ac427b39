from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from monitoring.feeds.records.models import Record

if TYPE_CHECKING:
    from monitoring.feeds.events.models import AttachedHousehold, VillageEvent  # noqa: F401


def _said() -> Exists:
    """Its department says today what befell the village."""
    said = Record.objects.current().filter(
        feed=OuterRef("feed"), division_code=OuterRef("division"), same=OuterRef("same")
    )
    return Exists(said)


class VillageEventQuerySet(models.QuerySet["VillageEvent"]):
    def told(self) -> Self:
        return self.filter(_said())

    def taken_back(self) -> Self:
        """What its department says no more."""
        return self.filter(~_said())

    def undecided(self) -> Self:
        """What the village has not decided yet, and no department took back."""
        return self.told().filter(decided_at=None)

    def decided(self) -> Self:
        return self.told().filter(decided_at__isnull=False)

    def named(self, words: str) -> Self:
        """Of villages whose name begins so, or whose fact holds the words."""
        return self.filter(Q(division__name__startswith=words) | Q(same__contains=words))

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
