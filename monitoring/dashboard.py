"""What the home page counts, given a user: one grouped statement per question."""

from collections import ChainMap
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, cast

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Left, TruncWeek
from django.utils import timezone

from accounts.models import Division
from accounts.scope import areas, inside, visible
from monitoring.criteria.models import Criterion
from monitoring.lists.places import Viewer
from monitoring.registry.models import Household
from monitoring.registry.querysets import MONITORED, HouseholdQuerySet
from monitoring.screening.forms import criterion_names
from monitoring.screening.models import GapCount
from monitoring.screening.querysets import FlagQuerySet
from monitoring.screening.seen import flags_seen_by

CLUE, VISIT = Criterion.Effect.CLUE, Criterion.Effect.VISIT


@dataclass(frozen=True)
class Seen:
    """The rows a user sees, asked for once: everything on a home page is counted from these."""

    flags: FlagQuerySet
    households: HouseholdQuerySet
    gaps: QuerySet[GapCount]
    divisions: QuerySet[Division]


def seen_by(user: Viewer) -> Seen:
    households = cast("HouseholdQuerySet", visible(Household, user))
    return Seen(
        flags=flags_seen_by(user),
        households=households.status(Household.Status.ACTIVE),
        gaps=visible(GapCount, user),
        divisions=Division.objects.filter(inside(areas(user), "code")),
    )


@dataclass(frozen=True)
class Figures:
    households: int
    monitored: int
    flags: int
    clues: int
    visits: int
    new: int
    flags_before: int
    new_before: int

    @property
    def change(self) -> int:
        """Open flags against the end of last month."""
        return self.flags - self.flags_before


Counts = dict[str, dict[str, int]]  # by the first digits of the divisions of a level


@dataclass(frozen=True)
class ByPlace:
    """Every household and open flag, counted once for the figures and for the places."""

    households: Counts
    flags: Counts

    def total(self, name: str) -> int:
        return sum(row.get(name, 0) for row in (*self.households.values(), *self.flags.values()))


def by_place(seen: Seen, level: Division.Level) -> ByPlace:
    digits = Division.PREFIX[level]
    return ByPlace(
        households=_by_place(
            seen.households,
            digits,
            households=Count("pk"),
            monitored=Count("pk", filter=MONITORED),
        ),
        flags=_by_place(
            seen.flags.open(),
            digits,
            flags=Count("pk"),
            clues=Count("pk", filter=Q(effect=CLUE)),
            visits=Count("pk", filter=Q(effect=VISIT)),
            new=Count("pk", filter=Q(first_seen__gte=_this_month())),
        ),
    )


def figures(seen: Seen, counted: ByPlace) -> Figures:
    """The figures on top of a home page. `new` is of this calendar month, `before` of the last."""
    month = _this_month()
    last_month = (month - timedelta(days=1)).replace(day=1)
    # Apart, so that each reads an index of its own and not all the flags there ever were.
    cleared = seen.flags.filter(cleared_on__gte=month, first_seen__lt=month).count()
    new_before = seen.flags.filter(first_seen__gte=last_month, first_seen__lt=month).count()
    names = ("households", "monitored", "flags", "clues", "visits", "new")
    of_now = {name: counted.total(name) for name in names}
    before = of_now["flags"] - of_now["new"] + cleared
    return Figures(flags_before=before, new_before=new_before, **of_now)


def new_by_week(seen: Seen, weeks: int = 12) -> list[int]:
    """New flags of each of the last weeks, this one last."""
    first = _monday() - timedelta(weeks=weeks - 1)
    rows = seen.flags.filter(first_seen__gte=first)
    grouped = rows.values(monday=TruncWeek("first_seen")).annotate(n=Count("pk"))
    counts = dict(grouped.values_list("monday", "n"))
    return [counts.get(first + timedelta(weeks=number), 0) for number in range(weeks)]


def _this_month() -> date:
    """Its first day."""
    return timezone.localdate().replace(day=1)


def _monday() -> date:
    today = timezone.localdate()
    return today - timedelta(days=today.weekday())


@dataclass(frozen=True)
class Reason:
    """Why a household waits, in one line."""

    name: str
    severity: str
    effect: str
    since: date


@dataclass(frozen=True)
class Due:
    household: Household
    reasons: list[Reason] = field(default_factory=list)


def due(seen: Seen, limit: int = 20) -> list[Due]:
    """The households that wait for judging or a visit, each with its reasons, the gravest first."""
    waiting = seen.flags.open().without_lists().most_urgent_first()
    flags = list(waiting.select_related("household__division")[: limit * 3])
    named = criterion_names()
    entries: dict[int, Due] = {}
    for flag in flags:
        entry = entries.setdefault(flag.household_id, Due(flag.household))
        name = named.get(flag.criterion, flag.criterion)
        entry.reasons.append(Reason(name, flag.severity, flag.effect, flag.first_seen))
    return list(entries.values())[:limit]


@dataclass(frozen=True)
class Place:
    """A division below the user's, and what waits there."""

    division: Division
    households: int = 0
    clues: int = 0
    visits: int = 0
    new: int = 0
    asked: int = 0  # judgements asked of the last run
    missing: int = 0  # of these, how many the data did not allow
    monitored: int = 0
    flags: int = 0

    @property
    def waiting(self) -> int:
        return self.clues + self.visits

    @property
    def per_thousand(self) -> float:
        return round(self.waiting * 1000 / self.households, 1) if self.households else 0

    @property
    def gaps(self) -> float:
        return round(self.missing * 100 / self.asked, 1) if self.asked else 0


def places(seen: Seen, level: Division.Level, counted: ByPlace) -> list[Place]:
    """The divisions of `level` in the user's area, by what waits, never by what they found."""
    digits = Division.PREFIX[level]
    gaps = _by_place(seen.gaps, digits, asked=Sum("households"), missing=Sum("missing"))
    known = (counted.households, counted.flags, gaps)
    found = [
        Place(division, **ChainMap(*(rows.get(division.prefix, {}) for rows in known)))
        for division in seen.divisions.filter(level=level)
    ]
    return sorted(found, key=lambda place: (-place.waiting, place.division.code))


def _by_place(rows: QuerySet[Any], digits: int, **counts: Any) -> Counts:
    grouped = rows.annotate(place=Left("division_id", digits)).values("place").annotate(**counts)
    return {row.pop("place"): row for row in grouped.order_by("place")}


@dataclass(frozen=True)
class Cause:
    code: str
    name: str
    severity: str
    flags: int
    percent: float  # of the longest bar


def causes(seen: Seen, limit: int = 12) -> list[Cause]:
    """The criteria that most households meet."""
    rows = list(seen.flags.open().by_criterion()[:limit])
    named = criterion_names()
    return [
        Cause(
            row["criterion"],
            named.get(row["criterion"], row["criterion"]),
            row["severity"],
            row["flags"],
            row["flags"] * 100 / rows[0]["flags"],
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Week:
    since: date
    new: int
    new_before: int
    cleared: int
    criterion: str
    criterion_new: int
    division: str
    division_new: int


def week(seen: Seen, level: Division.Level) -> Week:
    """What this week changed, against the days before it, and where it changed most."""
    monday = _monday()
    flags = seen.flags
    new = flags.filter(first_seen__gte=monday)
    counts = flags.aggregate(
        new=Count("pk", filter=Q(first_seen__gte=monday)),
        new_before=Count(
            "pk", filter=Q(first_seen__gte=monday - timedelta(days=7), first_seen__lt=monday)
        ),
        cleared=Count("pk", filter=Q(cleared_on__gte=monday)),
    )
    criterion, criterion_new = _most(new, "criterion")
    prefix, division_new = _most(
        new.annotate(place=Left("division_id", Division.PREFIX[level])), "place"
    )
    division = Division.objects.filter(code=prefix.ljust(12, "0")).first()
    return Week(
        since=monday,
        criterion=criterion_names().get(criterion, criterion),
        criterion_new=criterion_new,
        division=str(division or ""),
        division_new=division_new,
        **counts,
    )


def _most(rows: QuerySet[Any], column: str) -> tuple[str, int]:
    counted = rows.values(column).annotate(n=Count("pk")).order_by("-n", column).first()
    return (counted[column], counted["n"]) if counted else ("", 0)
