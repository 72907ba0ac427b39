"""How far events are: of how many households, how many of them affected, and who said so."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from monitoring.feeds.events.models import AttachedHousehold, VillageEvent


@dataclass(frozen=True)
class Progress:
    event: VillageEvent
    households: int
    affected: int
    is_told: bool

    @property
    def state(self) -> str:
        """The same words as the filter of the list."""
        if not self.is_told:
            return _("Taken back by the department")
        decided = self.event.decided_at
        return _("Decided by the village") if decided else _("Waits for the village")


def progress(events: Sequence[VillageEvent]) -> list[Progress]:
    attached = AttachedHousehold.objects.filter(event__in=events).order_by().values("event_id")
    counted = attached.annotate(all=Count("pk"), hit=Count("pk", filter=Q(affected=True)))
    counts = {row["event_id"]: (row["all"], row["hit"]) for row in counted}
    listed = VillageEvent.objects.filter(pk__in=[event.pk for event in events])
    told = set(listed.told().values_list("pk", flat=True))
    return [Progress(event, *counts.get(event.pk, (0, 0)), event.pk in told) for event in events]
