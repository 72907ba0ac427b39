"""Assets by workbook: the rows judged, kept, and taken back (monitoring/feeds/workbooks)."""

from collections.abc import Mapping

from django.db import transaction

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import require
from assets.workbooks import storing
from assets.workbooks.judging import STATUSES, Verdict, judge
from assets.workbooks.shape import CODE
from monitoring.exchange.models import Batch
from monitoring.feeds.records import pushes
from monitoring.feeds.records.pushes import Received

PERMISSION = "assets.import"


@transaction.atomic
def receive(raw: Mapping[int, object], *, by: User, area: Division, batch: Batch) -> Received:
    """Keep the good rows even where others are not."""
    require(by, PERMISSION, area.code)
    pushes.wait(f"{CODE}.{area.code}")
    verdicts = judge(raw, area, lock=True)
    storing.store(batch, verdicts.values(), by=by)
    received = told(verdicts)
    audit.record(
        Event.ASSETS_IMPORTED, by=by, division_code=area.code, subject=batch, count=len(raw),
        **received.counts,
    )  # fmt: skip
    return received


def told(verdicts: Mapping[int, Verdict]) -> Received:
    results = [verdict.result(row) for row, verdict in verdicts.items()]
    return Received(results, pushes.counts(results, tuple(STATUSES)))
