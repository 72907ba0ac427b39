"""Take in what a department tells: checked one by one, kept, matched, brought into the registry."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from monitoring.criteria import packs
from monitoring.exchange.models import Batch
from monitoring.feeds.catalogue.schema import Feed
from monitoring.feeds.records import intake, pushes, told
from monitoring.feeds.records.bringing import bring
from monitoring.feeds.records.ends import set_anew
from monitoring.feeds.records.parsing import Errors, Parsed, read
from monitoring.feeds.records.pushes import NO_KEY, Key, Received

STATUSES = ("accepted", "duplicate", "unmatched", "invalid")


@transaction.atomic
def receive(
    feed: Feed,
    raw: Mapping[int, object],
    *,
    by: User,
    area: Division,
    batch: Batch | None = None,
    key: Key = NO_KEY,
    dry_run: bool = False,
) -> Received:
    """Take in the records, given by their row. The valid ones are kept even when others are not.

    The same key is answered as the first time and does nothing. A dry run keeps nothing.
    """
    if dry_run:
        results = check(feed, raw, area)
        return Received(results, counts(results))
    push, answered = pushes.opened(feed.code, by=by, area=area, key=key, batch=batch)
    if answered:
        return answered
    results = check(feed, raw, area)
    intake.store(push)
    if feed.window and area.level in (Division.Level.PROVINCE, Division.Level.CITY):
        set_anew(timezone.localdate(), push=push.pk)  # counties may have windows of their own
    pushes.close(push, Received(results, counts(results)))
    told.announce(push)
    households = bring(push.records.current().matched(), feed, by=by, batch=batch)
    audit.record(
        Event.RECORDS_RECEIVED, by=by, division_code=area.code, subject=push, count=len(raw),
        feed=feed.code, **push.counts,
    )  # fmt: skip
    return Received(results, push.counts, households)


def check(feed: Feed, raw: Mapping[int, object], area: Division) -> list[dict[str, Any]]:
    """What would become of each record; nothing is stored."""
    readings = {n: read(feed, each) for n, each in raw.items()}
    parsed = [(n, each.parsed) for n, each in readings.items() if each.parsed]
    verdicts = _judged(feed, parsed, area)
    return [
        _result(n, verdicts.get(n, "invalid"), reading.errors) for n, reading in readings.items()
    ]


def _judged(feed: Feed, parsed: list[tuple[int, Parsed]], area: Division) -> dict[int, str]:
    today = timezone.localdate()
    in_force = packs.parameters_in_force(today, area.code)
    days = {code: known.value for code, known in in_force.items()}
    pushes.wait(feed.code)
    return intake.judge(feed, parsed, area, days)


def _result(n: int, verdict: str, errors: Errors) -> dict[str, Any]:
    """accepted, duplicate, unmatched, or invalid with the errors by field."""
    if verdict == "outside":
        verdict, errors = "invalid", {"village": _("No village of your area has this code.")}
    return {"row": n, "status": verdict, "errors": errors}


def counts(results: list[dict[str, Any]]) -> dict[str, int]:
    return pushes.counts(results, STATUSES)
