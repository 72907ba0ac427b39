"""What became of each record: matched, flagged, judged, visited, identified, helped; or why not.

A record speaks by the criteria that rest on its feed's indicators: the household's newest flag by
one of them since the record came, and the newest clue that names one.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from monitoring.criteria.grammar import parse
from monitoring.criteria.nodes import columns
from monitoring.criteria.rules import rules_in_force
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.catalogue.schema import Feed
from monitoring.feeds.records.models import Record
from monitoring.feeds.records.querysets import RecordQuerySet
from monitoring.registry.measures import given


class Fate(TextChoices):
    WAITING = "waiting", _("Waits for the person")
    REPLACED = "replaced", _("Replaced by a newer record")
    MATCHED = "matched", _("Matched, no criterion met")
    FLAGGED = "flagged", _("Waits to be judged")
    KNOWN = "known", _("Known situation")
    CLEARED = "cleared", _("Cleared by itself")
    CHECKING = "checking", _("Being checked")
    REFUSED = "refused", _("Checked, no risk")
    IDENTIFIED = "identified", _("Identified as at risk")
    HELPED = "helped", _("Identified and given a measure")


@dataclass(frozen=True)
class Outcome:
    fate: Fate
    flagged_on: date | None = None
    judged_on: date | None = None
    visited_on: date | None = None
    decided_on: date | None = None
    helped_on: date | None = None  # the first day of a measure since the record came
    reason: str = ""  # of who judged or refused


ASK = """
    SELECT r.id, r.state, r.current, flagged.first_seen, c.state, c.judged_on, c.checked_on,
        visited.visited_on, c.closed_on, c.reason
    FROM monitoring_record r
    CROSS JOIN LATERAL (
        SELECT ARRAY(
            SELECT jsonb_array_elements_text(%(criteria)s::jsonb -> r.feed)::varchar
        ) AS own
    ) criteria
    CROSS JOIN LATERAL (SELECT (r.at AT TIME ZONE %(timezone)s)::date AS day) received
    LEFT JOIN LATERAL (
        SELECT f.first_seen FROM monitoring_flag f
        WHERE f.household_id = r.household_id AND f.criterion = ANY (criteria.own)
            AND (f.cleared_on IS NULL OR f.cleared_on >= received.day)
        ORDER BY f.id DESC LIMIT 1
    ) flagged ON true
    LEFT JOIN LATERAL (
        SELECT c.* FROM monitoring_clue c
        WHERE c.household_id = r.household_id AND c.criteria && criteria.own
            AND (c.closed_on IS NULL OR c.closed_on >= received.day)
        ORDER BY c.id DESC LIMIT 1
    ) c ON true
    LEFT JOIN LATERAL (
        SELECT min(v.visited_on) AS visited_on FROM monitoring_visit v
        WHERE v.household_id = r.household_id AND v.visited_on >= c.checked_on
    ) visited ON true
    WHERE r.id = ANY (%(records)s)
"""

OF_CLUE = {
    "waiting": Fate.FLAGGED,
    "deferred": Fate.FLAGGED,
    "checking": Fate.CHECKING,
    "known": Fate.KNOWN,
    "found_false": Fate.REFUSED,
    "confirmed": Fate.IDENTIFIED,
    "cleared": Fate.CLEARED,
}


def criteria_by_feed() -> dict[str, list[str]]:
    """The codes of the criteria in force anywhere that rest on the indicators of each feed."""
    rests_on = {
        criterion.code: set(columns(parse(criterion.condition)))
        for rules in rules_in_force(timezone.localdate())
        for criterion in rules.criteria
    }
    return {
        code: sorted(each for each, said in rests_on.items() if said & set(feed.indicators))
        for code, feed in FEEDS.items()
    }


def sent_by(sender: User, feed: Feed, *, after: int) -> RecordQuerySet:
    """The sender's own records of the feed with a higher key, in their order."""
    own = Record.objects.of_feed(feed.code).filter(push__by=sender, pk__gt=after)
    return own.select_related("push").order_by("pk")


def outcomes(records: Sequence[Record]) -> dict[int, Outcome]:
    """By record, of whichever feeds; one statement, however many."""
    said: dict[str, Any] = {
        "records": [record.pk for record in records],
        "criteria": json.dumps(criteria_by_feed()),
        "timezone": timezone.get_current_timezone_name(),
    }
    with connection.cursor() as cursor:
        cursor.execute(ASK, said)
        found = {row[0]: _outcome(*row[1:]) for row in cursor.fetchall()}
    return found | _helped(
        [each for each in records if found[each.pk].fate == Fate.IDENTIFIED], found
    )


def _helped(records: Sequence[Record], found: Mapping[int, Outcome]) -> dict[int, Outcome]:
    """Those of identified households that were given a measure since."""
    first: dict[int, list[date]] = {}
    for each in given({record.household_id for record in records if record.household_id}):
        first.setdefault(each.household, []).append(each.starts_on)
    since = {
        record.pk: [
            day
            for day in first.get(record.household_id or 0, ())
            if day >= timezone.localdate(record.at)
        ]
        for record in records
    }
    return {
        pk: replace(found[pk], fate=Fate.HELPED, helped_on=min(days))
        for pk, days in since.items()
        if days
    }


def _outcome(
    state: str,
    current: bool,
    flagged_on: date | None,
    clue: str | None,
    judged_on: date | None,
    checked_on: date | None,
    visited_on: date | None,
    closed_on: date | None,
    reason: str | None,
) -> Outcome:
    if clue:
        fate, judged = OF_CLUE[clue], judged_on or checked_on
        return Outcome(fate, flagged_on, judged, visited_on, closed_on, reason=reason or "")
    if not current:
        return Outcome(Fate.REPLACED)
    if state == "waiting":
        return Outcome(Fate.WAITING)
    return Outcome(Fate.FLAGGED if flagged_on else Fate.MATCHED, flagged_on)
