"""Where cases stand and wait: the funnel, and each place below with its ages."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.db.models import Count, Min, Model, Q, QuerySet
from django.db.models.functions import Left
from django.utils import timezone

from accounts.models import CODE_LENGTH, Division, User
from accounts.scope import areas, inside, visible
from monitoring.cases.casework.models import Case, CaseStep, Episode
from monitoring.cases.clues.models import Clue
from monitoring.cases.ending.models import Candidate

if TYPE_CHECKING:
    from monitoring.cases.clues.querysets import ClueQuerySet

M = TypeVar("M", bound=Model)


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


def counted(user: User, area: Division) -> Standing:
    """Of what the user sees in `area`, by the divisions one level below."""
    found = places(user, area)
    return Standing(_totals(user, area, found), stages(user, area), found)


def stages(user: User, area: Division) -> list[Stage]:
    """The open steps of the area, in the order of the procedure."""
    late = Count("pk", filter=Q(case_due_on__lt=timezone.localdate()))
    steps = _seen(CaseStep, user, area).filter(state=CaseStep.State.OPEN)
    rows = steps.values("step__code").annotate(
        name=Min("step__name"), n=Count("pk"), late=late, oldest=Min("case__opened_on"),
        place=Min("step__position"),
    )  # fmt: skip
    return [
        Stage(row["name"], row["n"], row["oldest"], row["late"], f"step={row['step__code']}")
        for row in rows.order_by("place", "step__code")
    ]


def places(user: User, area: Division) -> list[Place]:
    """The divisions below; the overdue first, never by what was found."""
    digits = _below(area)
    clues = _by_place(cast("ClueQuerySet", _seen(Clue, user, area)).waiting(), digits)
    waiting = dict(clues.annotate(n=Count("pk")).values_list("place", "n"))
    running = {row.pop("place"): row for row in _running(user, area, digits)}
    codes = {prefix.ljust(CODE_LENGTH, "0"): prefix for prefix in (*waiting, *running)}
    found = [
        Place(division, waiting.get(codes[code], 0), **running.get(codes[code], {}))
        for code, division in Division.objects.in_bulk(codes).items()
    ]
    return sorted(found, key=lambda place: (-place.overdue, -place.clues, place.division.code))


def _totals(user: User, area: Division, found: list[Place]) -> Totals:
    """Each reads an index of its own, and not all the episodes there ever were."""
    episodes = _seen(Episode, user, area)
    year = timezone.localdate().replace(month=1, day=1)
    eliminated = episodes.filter(state=Episode.State.ELIMINATED, closed_on__gte=year)
    return Totals(
        clues=sum(place.clues for place in found),
        cases=sum(place.cases for place in found),
        monitored=episodes.filter(state=Episode.State.MONITORED).count(),
        candidates=_seen(Candidate, user, area).count(),
        eliminated=eliminated.count(),
    )


def _running(user: User, area: Division, digits: int) -> Any:
    late = Count("pk", filter=Q(due_on__lt=timezone.localdate()))
    cases = _seen(Case, user, area).filter(status=Case.Status.RUNNING)
    return _by_place(cases, digits).annotate(
        cases=Count("pk"), overdue=late, oldest=Min("opened_on")
    )


def _by_place(rows: QuerySet[Any], digits: int) -> Any:
    return rows.values(place=Left("division", digits)).order_by("place")


def _seen(model: type[M], user: User, area: Division) -> QuerySet[M]:
    """An area of the user's own needs no second condition, which the planner would count twice."""
    rows = visible(model, user)
    return rows if area in areas(user) and len(areas(user)) == 1 else rows.filter(inside([area]))


def _below(area: Division) -> int:
    """Digits of the divisions one level below."""
    widths = sorted(Division.PREFIX.values())
    return next((width for width in widths if width > len(area.prefix)), len(area.prefix))
