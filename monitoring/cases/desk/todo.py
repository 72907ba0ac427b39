"""What waits for a person, by kind of work: how much, how much beyond its limit, the first rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import MAY, may
from accounts.scope import areas, inside, visible
from monitoring.cases.casework.clocks import days_overdue
from monitoring.cases.casework.models import Case, CaseStep
from monitoring.cases.casework.querysets import CaseStepQuerySet
from monitoring.cases.clues.models import Clue
from monitoring.cases.clues.reports.models import Report
from monitoring.cases.ending.models import Candidate
from monitoring.cases.meetings.models import Objection
from monitoring.cases.procedures.models import Level
from monitoring.cases.visits.models import VisitDue

if TYPE_CHECKING:
    from monitoring.cases.clues.querysets import ClueQuerySet
    from monitoring.cases.visits.querysets import VisitDueQuerySet


@dataclass(frozen=True)
class Item:
    """One row of work: whose, what, until when, and where it is done."""

    household: str
    place: str
    what: str
    due_on: date | None
    url: str

    @property
    def days_overdue(self) -> int:
        return days_overdue(self.due_on, timezone.localdate())


@dataclass(frozen=True)
class Group:
    """A kind of work that waits; its number is a door to exactly those rows."""

    label: str
    count: int
    overdue: int
    url: str


def groups(user: User) -> list[Group]:
    """Every kind that has something waiting, in the order of the procedure."""
    found = [group for source in sources for group in source(user)]
    return [group for group in found if group.count]


def items(user: User, limit: int = 10) -> list[Item]:
    """The open steps that wait for the user, by their limit."""
    steps = _steps(user).select_related("household", "division", "step")
    return [_item(step) for step in steps.most_urgent_first()[:limit]]


def count(user: User) -> int:
    return sum(group.count for group in groups(user))


def _item(step: CaseStep) -> Item:
    return Item(
        household=str(step.household),
        place=str(step.division),
        what=str(step),
        due_on=step.case_due_on,
        url=reverse("cases:case", args=[step.case_id]),
    )


def _steps(user: User) -> CaseStepQuerySet:
    """Open steps of the levels that the user decides, inside the areas where they do."""
    mine = Q(pk__in=())
    for level in Level.values:
        held = areas(user, MAY[f"cases.{level}"])
        mine |= inside(held) & Q(level=level) if held else Q(pk__in=())
    return CaseStep.objects.open().filter(mine)


def counts(rows: QuerySet[Any]) -> tuple[int, int]:
    """How many there are, and how many of them are overdue."""
    late = Count("pk", filter=Q(due_on__lt=timezone.localdate()))
    found = rows.order_by().aggregate(n=Count("pk"), late=late)
    return found["n"], found["late"]


def _decisions(user: User) -> list[Group]:
    late = Count("pk", filter=Q(case_due_on__lt=timezone.localdate()))
    rows = _steps(user).values("step__code", "step__name").annotate(n=Count("pk"), late=late)
    ordered = rows.order_by("step__position", "step__code").values_list(
        "step__code", "step__name", "n", "late"
    )
    merged: dict[str, Group] = {}
    for code, name, number, overdue in ordered:
        known = merged.get(code)
        merged[code] = Group(
            name,
            number + (known.count if known else 0),
            overdue + (known.overdue if known else 0),
            f"{reverse('cases:list')}?step={code}",
        )
    return list(merged.values())


def _clues(user: User) -> list[Group]:
    if not may(user, "clues.judge"):
        return []
    waiting = cast("ClueQuerySet", visible(Clue, user)).waiting()
    return [Group(_("Clues to judge"), *counts(waiting), reverse("clues:list"))]


def _reports(user: User) -> list[Group]:
    if not may(user, "clues.report"):
        return []
    open_ones = visible(Report, user).filter(state=Report.State.RECEIVED).count()
    return [Group(_("Reports to deal with"), open_ones, 0, reverse("clues:report-list"))]


def _visits(user: User) -> list[Group]:
    """Due until the end of the month."""
    if not may(user, "cases.visit"):
        return []
    today = timezone.localdate()
    due = cast("VisitDueQuerySet", visible(VisitDue, user)).first_of_household()
    month_ends = due.filter(due_on__lt=(today.replace(day=28) + timedelta(days=4)).replace(day=1))
    return [Group(_("Visits this month"), *counts(month_ends), reverse("visits:plan"))]


def _objections(user: User) -> list[Group]:
    if not may(user, "cases.village"):
        return []
    open_ones = visible(Objection, user).filter(answered_on=None).count()
    return [Group(_("Objections to answer"), open_ones, 0, reverse("meetings:index"))]


def _escalated(user: User) -> list[Group]:
    """What a level let pass its limit is seen to one level up, and not by that level itself."""
    return [_escalated_from(level, user) for level in Level.values]


def _escalated_from(level: str, user: User) -> Group:
    held = areas(user, MAY[f"cases.late_{level}"])
    late = Case.objects.filter(inside(held)).escalated_from(level).count() if held else 0
    url = f"{reverse('cases:list')}?only=late_{level}"
    return Group(_("Escalated to you"), late, late, url)


def _candidates(user: User) -> list[Group]:
    if not (may(user, "cases.village") or may(user, "cases.township")):
        return []
    found = visible(Candidate, user).count()
    return [Group(_("Ready to leave monitoring"), found, 0, reverse("endings:candidates"))]


# Slices above add theirs (feeds/wiring.py).
sources: list[Callable[[User], list[Group]]] = [
    _clues, _reports, _decisions, _objections, _visits, _escalated, _candidates,
]  # fmt: skip
