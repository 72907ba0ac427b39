"""How far events are: of how many households, how many of them affected, and who said so."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from monitoring.feeds.events.models import AttachedHousehold, VillageEvent


@dataclass(frozen=True)
class Progress:
    event: VillageEvent
    households: int
    affected: int


def progress(events: Sequence[VillageEvent]) -> list[Progress]:
    attached = AttachedHousehold.objects.filter(event__in=events).order_by().values("event_id")
    counted = attached.annotate(all=Count("pk"), hit=Count("pk", filter=Q(affected=True)))
    counts = {row["event_id"]: (row["all"], row["hit"]) for row in counted}
    return [Progress(event, *counts.get(event.pk, (0, 0))) for event in events]
