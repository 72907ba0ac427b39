from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, cast

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from accounts.models import User
from accounts.personal import keyed_hash, mask
from accounts.scope import visible
from monitoring.exchange.writing import Table
from monitoring.feeds.outcomes.fate import Outcome, outcomes
from monitoring.feeds.outcomes.forms import RecordFilter
from monitoring.feeds.records.models import Record
from monitoring.feeds.records.querysets import RecordQuerySet
from monitoring.lists.declared import Listing
from monitoring.lists.places import Viewer
from monitoring.registry.querysets import cleaned, is_number

AT_ONCE = 500


def with_fates(records: Iterable[Record]) -> list[tuple[Record, Outcome]]:
    """The records in their order, each with what became of it."""
    listed = list(records)
    found = outcomes(listed)
    return [(record, found[record.pk]) for record in listed]


def _seen(user: Viewer) -> RecordQuerySet:
    return cast("RecordQuerySet", visible(Record, user))


def _for_list(records: RecordQuerySet) -> RecordQuerySet:
    return records.select_related("push")


def _search(_user: User, text: str) -> dict[str, Any]:
    """By ID number, which is forgotten at once, or by how the name that was told begins."""
    wanted = cleaned(text)
    if is_number(wanted):
        return {"subject": keyed_hash(wanted[:18]).hex(), "said": mask(wanted)}
    return {"name": wanted, "said": wanted}


def _table(records: Iterable[Record]) -> Table:
    headers = [
        _("Data"), _("ID number"), _("Name"), _("From"), _("Received"), _("What became of it"),
        _("Flagged on"), _("Judged on"), _("Visited on"), _("Decided on"),
        _("First day of a measure"), _("Reason"),
    ]  # fmt: skip
    return Table(_("Records of departments"), headers, _rows(iter(records)))


def _rows(records: Iterator[Record]) -> Iterator[Sequence[Any]]:
    while some := list(islice(records, AT_ONCE)):
        for record, outcome in with_fates(some):
            yield (
                record.feed_label, record.masked, record.name, record.starts,
                timezone.localdate(record.at), str(outcome.fate.label), outcome.flagged_on,
                outcome.judged_on, outcome.visited_on, outcome.decided_on,
                outcome.helped_on, outcome.reason,
            )  # fmt: skip


RECORDS = Listing(
    name="records",
    page="outcomes:records",
    title=gettext_lazy("Records of departments"),
    counted=ngettext_lazy("%(number)s record", "%(number)s records", "count"),
    view="feeds.send",
    export="feeds.send",
    filter=RecordFilter,
    seen=_seen,
    for_list=_for_list,
    table=_table,
    search=_search,
    searched_by=gettext_lazy("ID number or name, as they were sent"),
)
