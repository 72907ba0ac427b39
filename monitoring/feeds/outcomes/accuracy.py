"""How often feeds and criteria were right, how long it took, what another threshold had done.

Right is a clue that ended in a household being identified or its running case confirmed; wrong one
that was checked and found false. Known situations and what cleared by itself say neither.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.models import Division
from monitoring.criteria.grammar import parse
from monitoring.criteria.models import Criterion
from monitoring.criteria.nodes import parameters_of
from monitoring.criteria.reference import verdict
from monitoring.criteria.rules import rules_of
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.catalogue.schema import Feed
from monitoring.feeds.outcomes.fate import criteria_by_feed
from monitoring.screening.explain import values_of
from monitoring.screening.models import Flag

# The clues that were decided, one row for each criterion they rested on.
DECIDED = """
    SELECT criterion, c.state,
        count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY c.closed_on - c.raised_on)
    FROM monitoring_clue c CROSS JOIN LATERAL unnest(c.criteria) criterion
    WHERE c.closed_on >= %(since)s AND c.state IN ('confirmed', 'found_false', 'known', 'cleared')
        AND c.division_id BETWEEN %(first)s AND %(last)s
    GROUP BY 1, 2
"""
# Those of households of which a feed had told something, by its criteria.
DECIDED_BY_FEED = """
    SELECT feed.key, c.state,
        count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY c.closed_on - c.raised_on)
    FROM monitoring_clue c JOIN jsonb_each(%(criteria)s) feed
        ON c.criteria && ARRAY(SELECT jsonb_array_elements_text(feed.value))::varchar[]
    WHERE c.closed_on >= %(since)s AND c.state IN ('confirmed', 'found_false', 'known', 'cleared')
        AND c.division_id BETWEEN %(first)s AND %(last)s AND EXISTS (
            SELECT FROM monitoring_record r
            WHERE r.household_id = c.household_id AND r.feed = feed.key AND r.state = 'matched'
                AND (r.at AT TIME ZONE %(timezone)s)::date <= c.closed_on)
    GROUP BY 1, 2
"""
# The newest flag by the criterion of each decided clue, with the values it rested on.
FLAGS = """
    SELECT DISTINCT ON (c.id) f.id, c.state = 'confirmed'
    FROM monitoring_clue c JOIN monitoring_flag f
        ON f.household_id = c.household_id AND f.criterion = %(criterion)s
        AND f.first_seen <= c.closed_on AND (f.cleared_on IS NULL OR f.cleared_on >= c.raised_on)
    WHERE c.closed_on >= %(since)s AND c.state IN ('confirmed', 'found_false')
        AND %(criterion)s = ANY (c.criteria) AND c.division_id BETWEEN %(first)s AND %(last)s
    ORDER BY c.id, f.id DESC
"""


@dataclass(frozen=True)
class Score:
    """One feed or criterion over the clues decided since a day."""

    of: Feed | Criterion
    counts: Counter[str]  # by state of the clue
    days: float | None  # the median from clue to decision, of those right or wrong

    @property
    def name(self) -> str:
        return self.of.name if isinstance(self.of, Criterion) else str(self.of.label)

    @property
    def has_threshold(self) -> bool:
        return isinstance(self.of, Criterion) and bool(parameters(self.of))

    @property
    def decided(self) -> int:
        return self.counts["confirmed"] + self.counts["found_false"]

    @property
    def right(self) -> int | None:
        """Per cent; None where nothing was decided."""
        return round(100 * self.counts["confirmed"] / self.decided) if self.decided else None


@dataclass(frozen=True)
class Tried:
    """Another value of a parameter, on the decided clues of one criterion."""

    right_kept: int
    right_lost: int
    wrong_kept: int
    wrong_spared: int

    @property
    def right(self) -> int | None:
        kept = self.right_kept + self.wrong_kept
        return round(100 * self.right_kept / kept) if kept else None


def scores(place: Division, since: date) -> list[Score]:
    """Every criterion in force in the place, in the order of its version."""
    rows = _rows(DECIDED, _said(place, since))
    rules = rules_of(timezone.localdate(), place.code)
    return [_score(criterion, rows) for criterion in rules.criteria]


def feed_scores(place: Division, since: date) -> list[Score]:
    """Every feed on whose indicators a criterion rests."""
    criteria = {code: own for code, own in criteria_by_feed().items() if own}
    zone = timezone.get_current_timezone_name()
    said = _said(place, since) | {"criteria": json.dumps(criteria), "timezone": zone}
    rows = _rows(DECIDED_BY_FEED, said)
    return [_score(FEEDS[code], rows) for code in criteria]


def try_value(
    criterion: Criterion, values: Mapping[str, Decimal], place: Division, since: date
) -> Tried:
    """What the criterion would have said of the decided clues with these parameter values.

    What lay below the line of that day was never flagged, so a stricter value is told exactly and
    a looser one not at all.
    """
    rules = rules_of(timezone.localdate(), place.code)
    condition, parameters = parse(criterion.condition), rules.values | dict(values)
    found = Counter(
        (right, verdict(condition, values_of(flag), parameters) is True)
        for flag, right in _decided_flags(criterion, place, since)
    )
    return Tried(found[True, True], found[True, False], found[False, True], found[False, False])


def parameters(criterion: Criterion) -> Sequence[str]:
    """The codes of the parameters that the criterion's threshold rests on."""
    return sorted(parameters_of(parse(criterion.condition)))


def _decided_flags(criterion: Criterion, place: Division, since: date) -> list[tuple[Flag, bool]]:
    with connection.cursor() as cursor:
        cursor.execute(FLAGS, _said(place, since) | {"criterion": criterion.code})
        right = dict(cursor.fetchall())
    return [(flag, right[flag.pk]) for flag in Flag.objects.filter(pk__in=right)]


def _rows(statement: str, said: Mapping[str, Any]) -> list[tuple[str, str, int, float]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, said)
        return list(cursor.fetchall())


def _score(of: Feed | Criterion, rows: Sequence[tuple[str, str, int, float]]) -> Score:
    own = {state: (count, days) for code, state, count, days in rows if code == of.code}
    decided = [own[state] for state in ("confirmed", "found_false") if state in own]
    total = sum(count for count, _days in decided)
    days = sum(count * float(days) for count, days in decided) / total if total else None
    return Score(of, Counter({state: count for state, (count, _) in own.items()}), days)


def _said(place: Division, since: date) -> dict[str, Any]:
    first, last = place.code_range
    return {"first": first, "last": last, "since": since}
