from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from monitoring.feeds.events.forms import EventFilter
from monitoring.feeds.events.models import VillageEvent
from monitoring.feeds.events.querysets import VillageEventQuerySet
from monitoring.feeds.events.sheets import event_table
from monitoring.lists.declared import Listing, typed
from monitoring.lists.places import Viewer


def _seen(user: Viewer) -> VillageEventQuerySet:
    return cast("VillageEventQuerySet", visible(VillageEvent, user))


EVENTS = Listing(
    name="events",
    page="events:list",
    title=_("Village events"),
    counted=ngettext_lazy("%(number)s event", "%(number)s events", "count"),
    view="events.view",
    export="events.export",
    filter=EventFilter,
    seen=_seen,
    for_list=VillageEventQuerySet.for_list,
    table=event_table,
    search=typed,
    searched_by=_("Village or what happened"),
)
