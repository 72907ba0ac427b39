"""Where cases stand and wait: the funnel, and each place below with its ages."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import Left
from django.utils import timezone

from accounts.models import CODE_LENGTH, Division, User
from accounts.scope import visible
from monitoring.cases.casework.models import Case, CaseStep, Episode
from monitoring.cases.clues.models import Clue
from monitoring.cases.ending.models import Candidate

if TYPE_CHECKING:
    from monitoring.cases.clues.querysets import ClueQuerySet


@dataclass(frozen=True)
class Stage:
    """One bar of the funnel; `query` narrows the list of cases to it."""

    label: str
    count: int
    oldest: date | None = None
    overdue: int = 0
    query: str = ""

    @property
    def days(self) -> int | None:
        return (timezone.localdate() - self.oldest).days if self.oldest else None


@dataclass(frozen=True)
class Place:
    division: Division
    clues: int = 0
    cases: int = 0
    overdue: int = 0
    oldest: date | None = None

    @property
    def days(self) -> int | None:
        return (timezone.localdate() - self.oldest).days if self.oldest else None


@dataclass(frozen=True)
class Totals:
    clues: int
    cases: int
    monitored: int
    candidates: int
    eliminated: int  # this year


@dataclass(frozen=True)
class Standing:
    totals: Totals
    stages: list[Stage]
    places: list[Place]


def counted(user: User, digits: int) -> Standing:
    """Of the user's area, by its divisions of that many digits."""
    found = places(user, digits)
    return Standing(_totals(user, found), stages(user), found)


def stages(user: User) -> list[Stage]:
    """The open steps of the user's area, in the order of the procedure."""
    late = Count("pk", filter=Q(case_due_on__lt=timezone.localdate()))
    steps = visible(CaseStep, user).filter(state=CaseStep.State.OPEN)
    rows = steps.values("step__code").annotate(
        name=Min("step__name"), n=Count("pk"), late=late, oldest=Min("case__opened_on"),
        place=Min("step__position"),
    )  # fmt: skip
    return [
        Stage(row["name"], row["n"], row["oldest"], row["late"], f"step={row['step__code']}")
        for row in rows.order_by("place", "step__code")
    ]


def places(user: User, digits: int) -> list[Place]:
    """By division of that many digits; the overdue first, never by what was found."""
    clues = _by_place(cast("ClueQuerySet", visible(Clue, user)).waiting(), digits)
    waiting = dict(clues.annotate(n=Count("pk")).values_list("place", "n"))
    running = {row.pop("place"): row for row in _running(user, digits)}
    codes = {prefix.ljust(CODE_LENGTH, "0"): prefix for prefix in (*waiting, *running)}
    found = [
        Place(division, waiting.get(codes[code], 0), **running.get(codes[code], {}))
        for code, division in Division.objects.in_bulk(codes).items()
    ]
    return sorted(found, key=lambda place: (-place.overdue, -place.clues, place.division.code))


def _totals(user: User, found: list[Place]) -> Totals:
    """Each reads an index of its own, and not all the episodes there ever were."""
    episodes = visible(Episode, user)
    year = timezone.localdate().replace(month=1, day=1)
    eliminated = episodes.filter(state=Episode.State.ELIMINATED, closed_on__gte=year)
    return Totals(
        clues=sum(place.clues for place in found),
        cases=sum(place.cases for place in found),
        monitored=episodes.filter(state=Episode.State.MONITORED).count(),
        candidates=visible(Candidate, user).count(),
        eliminated=eliminated.count(),
    )


def _running(user: User, digits: int) -> Any:
    late = Count("pk", filter=Q(due_on__lt=timezone.localdate()))
    cases = visible(Case, user).filter(status=Case.Status.RUNNING)
    return _by_place(cases, digits).annotate(
        cases=Count("pk"), overdue=late, oldest=Min("opened_on")
    )


def _by_place(rows: QuerySet[Any], digits: int) -> Any:
    return rows.values(place=Left("division", digits)).order_by("place")
