"""What the list of events is narrowed to."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.events.querysets import VillageEventQuerySet
from monitoring.lists.forms import Order, PeriodFilter, any_of

STATES = {
    "open": _("Waits for the village"),
    "decided": _("Decided by the village"),
    "taken-back": _("Taken back by the department"),
}
KINDS = [(feed.code, feed.label) for feed in FEEDS.values() if feed.of_villages]


class EventFilter(PeriodFilter[VillageEventQuerySet]):
    feed = any_of(_("Kind of event"), KINDS)
    state = any_of(_("State"), STATES.items())

    day = "told_at__date"
    orders: ClassVar = {
        "": Order(_("Newest first"), ("told_at", "id"), descending=True),
        "oldest": Order(_("Oldest first"), ("told_at", "id")),
    }

    def narrow(self, rows: VillageEventQuerySet) -> VillageEventQuerySet:
        events, feed = super().narrow(rows), self.cleaned_data["feed"]
        narrowed = {
            "": events.all,
            "open": events.undecided,
            "decided": events.decided,
            "taken-back": events.taken_back,
        }[self.cleaned_data["state"]]()
        return narrowed.filter(feed=feed) if feed else narrowed

    def find(self, rows: VillageEventQuerySet, searched: Mapping[str, Any]) -> VillageEventQuerySet:
        return rows.named(searched["words"])
