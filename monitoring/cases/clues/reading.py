"""What the pages say of clues: rank, age, reasons, and how full the week of a township is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.models import CODE_LENGTH, Division
from accounts.scope import inside
from monitoring.cases.casework.clocks import days_overdue
from monitoring.cases.clues.models import Capacity, Clue, JudgementLimit
from monitoring.cases.clues.querysets import ClueQuerySet, JudgementLimitQuerySet, this_week
from monitoring.screening.forms import criterion_names

# The place of each clue in the queue of its township, whose people do the visits.
RANKS = """
    SELECT c.id, (
        SELECT count(*) FROM monitoring_clue o
        WHERE o.state = 'waiting' AND o.township = c.township
            AND (o.urgency, o.gap_first, o.raised_on, o.id)
                <= (c.urgency, c.gap_first, c.raised_on, c.id))
    FROM monitoring_clue c WHERE c.id = ANY (%s) AND c.state = 'waiting'
"""


@dataclass(frozen=True)
class Row:
    clue: Clue
    rank: int | None  # None: it does not wait
    reasons: list[str]
    days: int  # since it was raised, until today or its end
    overdue: int


@dataclass(frozen=True)
class Week:
    """How many households a township checks this week, and how many of them are taken."""

    visits: int | None  # None: no capacity was set
    used: int

    @property
    def left(self) -> int:
        return max((self.visits or 0) - self.used, 0)

    @property
    def percent(self) -> int:
        return min(self.used * 100 // self.visits, 100) if self.visits else 0


@dataclass(frozen=True)
class Length:
    """The queue of one place."""

    division: Division
    waiting: int
    oldest: date | None
    overdue: int
    deferred: int
    week: Week

    @property
    def days(self) -> int | None:
        return (timezone.localdate() - self.oldest).days if self.oldest else None


def rows(clues: Sequence[Clue]) -> list[Row]:
    """Of `ClueQuerySet.for_list`."""
    names, today = criterion_names(), timezone.localdate()
    ranks = ranks_of(clues)
    return [
        Row(
            clue=clue,
            rank=ranks.get(clue.pk),
            reasons=[names.get(code, code) for code in clue.criteria],
            days=((clue.closed_on or today) - clue.raised_on).days,
            overdue=_overdue(clue, today),
        )
        for clue in clues
    ]


def ranks_of(clues: Iterable[Clue]) -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(RANKS, [[clue.pk for clue in clues]])
        return dict(cursor.fetchall())


def week(place: Division | None) -> Week | None:
    """Of the township that the place is or lies in, all its villages; None for a larger place."""
    if place is None or len(place.prefix) < Division.PREFIX[Division.Level.TOWNSHIP]:
        return None
    township = place.code[: Division.PREFIX[Division.Level.TOWNSHIP]]
    used = Clue.objects.filter(township=township).checked_since(this_week()).count()
    return Week(Capacity.objects.of(township), used)


def lengths(clues: ClueQuerySet, place: Division) -> list[Length]:
    """The queues of the divisions below the place; of a city by county."""
    above = place.level in (Division.Level.PROVINCE, Division.Level.CITY)
    level = Division.Level.COUNTY if above else Division.Level.TOWNSHIP
    width = Division.PREFIX[level]
    counted = {row["place"]: row for row in clues.within(place).lengths(width)}
    capacity = _capacity(width)
    divisions = Division.objects.filter(inside([place], "code"), level=level)
    return [_length(each, counted.get(each.code[:width], {}), capacity) for each in divisions]


def limits() -> JudgementLimitQuerySet:
    """All there ever were, the newest first: they belong to no area."""
    return JudgementLimit.objects.for_list()


def _capacity(width: int) -> dict[str, int]:
    """The sum of the capacities of the townships of each place."""
    sums: dict[str, int] = {}
    for code, visits in Capacity.objects.values_list("pk", "visits"):
        place = code[:width].ljust(CODE_LENGTH, "0")
        sums[place] = sums.get(place, 0) + visits
    return sums


def _length(division: Division, row: dict[str, Any], capacity: dict[str, int]) -> Length:
    return Length(
        division,
        waiting=row.get("waiting", 0),
        oldest=row.get("oldest"),
        overdue=row.get("overdue", 0),
        deferred=row.get("deferred", 0),
        week=Week(capacity.get(division.code), row.get("used", 0)),
    )


def _overdue(clue: Clue, today: date) -> int:
    return days_overdue(clue.due_on, today) if clue.state == Clue.State.WAITING else 0
