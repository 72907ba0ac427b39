"""Events as a sheet of a workbook."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from monitoring.exchange.writing import Table
from monitoring.feeds.events.models import VillageEvent
from monitoring.feeds.events.progress import progress
from monitoring.lists.sheets import place_cells, place_headers

AT_ONCE = 500


def event_table(events: Iterable[VillageEvent]) -> Table:
    """Of `VillageEventQuerySet.for_list`."""
    headers = [
        _("Event"), _("What happened"), *place_headers(), _("Told on"), _("Households"),
        _("Affected"), _("State"), _("Decided by"), _("Decided on"),
    ]  # fmt: skip
    return Table(_("Village events"), headers, _rows(iter(events)))


def _rows(events: Iterator[VillageEvent]) -> Iterator[Sequence[Any]]:
    while some := list(islice(events, AT_ONCE)):
        for each in progress(some):
            event = each.event
            decided = event.decided_at
            yield (
                event.kind, event.what, *place_cells(event.division),
                timezone.localdate(event.told_at), each.households,
                each.affected if decided else None, each.state,
                str(event.decided_by) if decided else "",
                timezone.localdate(decided) if decided else None,
            )  # fmt: skip
