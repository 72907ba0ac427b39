"""Who is affected by an event: the village ticks them, keeps a draft, and decides."""

from collections.abc import Collection

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.events.models import VillageEvent
from monitoring.jobs.actions import Refusal
from monitoring.registry.changed import announce
from monitoring.registry.models import Source

DRAFT = """
    UPDATE monitoring_attachedhousehold SET ticked = NOT ticked
    WHERE event_id = %(event)s AND ticked <> (household_id = ANY (%(households)s))
"""
DECIDE = """
    UPDATE monitoring_attachedhousehold SET affected = ticked
    WHERE event_id = %(event)s AND affected <> ticked
    RETURNING household_id
"""


@transaction.atomic
def save(event: VillageEvent, households: Collection[int], *, by: User, seen: str) -> VillageEvent:
    """Keep the ticks as a draft. `seen` says which ticks the person had before them."""
    kept = _locked(event, by, seen)
    _tick(kept, households, by)
    count = kept.attached.filter(ticked=True).count()
    audit.record(
        Event.VILLAGE_EVENT_SAVED, by=by, division_code=kept.division_id, subject=kept, count=count
    )
    return kept


@transaction.atomic
def decide(
    event: VillageEvent, households: Collection[int], *, by: User, seen: str
) -> VillageEvent:
    """These households of the village are affected, the others are not; may be decided anew."""
    decided = _locked(event, by, seen)
    _tick(decided, households, by)
    moved = _move(decided)
    decided.decided_at, decided.decided_by = decided.saved_at, by
    decided.save(update_fields=["decided_at", "decided_by"])
    if moved:
        label = str(FEEDS[decided.feed].label)
        source = Source.objects.create(kind=Source.Kind.PERSON, by=by, note=label)
        announce(source, moved)
    count = decided.attached.filter(affected=True).count()
    audit.record(
        Event.VILLAGE_EVENT_DECIDED, by=by, division_code=decided.division_id, subject=decided,
        count=count,
    )  # fmt: skip
    return decided


def _locked(event: VillageEvent, by: User, seen: str) -> VillageEvent:
    """The event, held; Refusal where somebody kept other ticks meanwhile."""
    require(by, "events.decide", event.division_id)
    held = VillageEvent.objects.select_for_update().get(pk=event.pk)
    if held.version != seen:
        raise Refusal(_("Somebody saved this event meanwhile. Look at the ticks again."))
    return held


def _tick(event: VillageEvent, households: Collection[int], by: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute(DRAFT, {"event": event.pk, "households": list(households)})
    event.saved_at, event.saved_by = timezone.now(), by
    event.save(update_fields=["saved_at", "saved_by"])


def _move(event: VillageEvent) -> list[int]:
    """Let the ticks hold; the households that are affected otherwise than before."""
    with connection.cursor() as cursor:
        cursor.execute(DECIDE, {"event": event.pk})
        return [household for (household,) in cursor.fetchall()]
