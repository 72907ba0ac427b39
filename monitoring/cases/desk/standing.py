"""Where cases stand and wait: the funnel, and each place below with its ages. One query each."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import Left
from django.utils import timezone

from accounts.models import CODE_LENGTH, Division, User
from accounts.scope import visible
from monitoring.cases.casework.models import Case, CaseStep, Episode
from monitoring.cases.clues.models import Clue
from monitoring.cases.clues.querysets import ClueQuerySet
from monitoring.cases.ending.models import Candidate


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


@dataclass(frozen=True)
class Totals:
    clues: int
    cases: int
    monitored: int
    candidates: int
    eliminated: int  # this year


def totals(user: User) -> Totals:
    episodes = visible(Episode, user)
    year = timezone.localdate().replace(month=1, day=1)
    counted = episodes.aggregate(
        monitored=Count("pk", filter=Q(state=Episode.State.MONITORED)),
        eliminated=Count("pk", filter=Q(state=Episode.State.ELIMINATED, closed_on__gte=year)),
    )
    return Totals(
        clues=_clues(user).waiting().count(),
        cases=visible(Case, user).filter(status=Case.Status.RUNNING).count(),
        candidates=visible(Candidate, user).count(),
        **counted,
    )


def places(user: User, digits: int) -> list[Place]:
    """By division of that many digits; the overdue first, never by what was found."""
    waiting = {row["place"]: row["waiting"] for row in _clues(user).lengths(digits)}
    running = {row.pop("place"): row for row in _running(user, digits)}
    codes = {prefix.ljust(CODE_LENGTH, "0"): prefix for prefix in (*waiting, *running)}
    found = [
        Place(division, waiting.get(codes[code], 0), **running.get(codes[code], {}))
        for code, division in Division.objects.in_bulk(codes).items()
    ]
    return sorted(found, key=lambda place: (-place.overdue, -place.clues, place.division.code))


def _running(user: User, digits: int) -> QuerySet[Case, Any]:
    late = Count("pk", filter=Q(due_on__lt=timezone.localdate()))
    cases = visible(Case, user).filter(status=Case.Status.RUNNING)
    grouped = cases.annotate(place=Left("division", digits)).values("place")
    return grouped.annotate(cases=Count("pk"), overdue=late, oldest=Min("opened_on")).order_by(
        "place"
    )


def _clues(user: User) -> ClueQuerySet:
    return cast("ClueQuerySet", visible(Clue, user))
