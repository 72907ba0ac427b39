"""Deliveries that a paying department tells of, by workbook or program, and their reversal."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import require
from assistance.deliveries.reports import storing
from assistance.deliveries.reports.judging import STATUSES, Verdict, judge
from assistance.deliveries.reports.payers import PERMISSION
from assistance.deliveries.reports.shape import CODE
from monitoring.exchange.models import Batch
from monitoring.feeds.records import pushes
from monitoring.feeds.records.models import Push
from monitoring.feeds.records.pushes import NO_KEY, Key, Received
from monitoring.jobs.actions import Refusal


@transaction.atomic
def receive(
    raw: Mapping[int, object],
    *,
    by: User,
    area: Division,
    batch: Batch | None = None,
    key: Key = NO_KEY,
    dry_run: bool = False,
) -> Received:
    """Keep the good rows even when others are not; a dry run keeps nothing.

    `Refusal` where a fund was spent by somebody else in the same moment.
    """
    require(by, PERMISSION, area.code)
    if dry_run:
        return _told(judge(raw, by, area))
    push, answered = pushes.opened(CODE, by=by, area=area, key=key, batch=batch)
    if answered:
        return answered
    pushes.wait(CODE)
    verdicts = judge(raw, by, area)
    try:
        storing.store(push, verdicts, by=by)
    except ValidationError as short:
        raise Refusal(" ".join(short.messages)) from None
    received = _told(verdicts)
    pushes.close(push, received)
    audit.record(
        Event.DELIVERIES_REPORTED, by=by, division_code=area.code, subject=push, count=len(raw),
        **received.counts,
    )  # fmt: skip
    return received


@transaction.atomic
def take_back(push: Push, *, by: User, why: str) -> int:
    """Reverse all of it that still counts; how many."""
    require(by, PERMISSION, push.division_code)
    push.undone_at = timezone.now()
    push.save(update_fields=["undone_at"])
    count = storing.take_back(push, by=by, why=why)
    audit.record(
        Event.DELIVERIES_TAKEN_BACK, by=by, division_code=push.division_code, subject=push,
        count=count,
    )  # fmt: skip
    return count


def _told(verdicts: dict[int, Verdict]) -> Received:
    results = [verdict.result(row) for row, verdict in verdicts.items()]
    households = {
        each.given.household_id
        for each in verdicts.values()
        if each.given and each.status == "accepted"
    }
    return Received(results, pushes.counts(results, STATUSES), sorted(households))
