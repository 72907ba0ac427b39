"""What the pages say of a case: its clock, the steps that wait and what they lack, its history."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, cast

from django.forms import Form
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may
from monitoring.cases.casework import evidence, workflow
from monitoring.cases.casework.clocks import days_overdue
from monitoring.cases.casework.evidence import Missing
from monitoring.cases.casework.forms import VerdictForm
from monitoring.cases.casework.models import Case, CaseStep, Pause
from monitoring.cases.casework.verdicts import Verdict
from monitoring.cases.procedures.models import Level, Process, Step


@dataclass(frozen=True)
class Row:
    case: Case
    days: int  # since it was opened, until today or its end
    overdue: int

    @property
    def waits_for_village(self) -> bool:
        return any(step.level == Level.VILLAGE for step in self.case.open_steps)  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Clock:
    pause: Pause | None  # while it stands
    left: int | None  # days until the limit; None where that is not known or the case has ended
    overdue: int


@dataclass(frozen=True)
class OpenStep:
    step: CaseStep
    missing: list[Missing]
    overdue: int
    hindrance: str | None  # why the user, whose level and area it is, cannot decide now
    form: VerdictForm | None  # where the user may decide
    consequences: dict[str, str]  # by verdict, in words


@dataclass(frozen=True)
class Happened:
    at: datetime
    what: str
    state: str = ""
    who: User | None = None
    reason: str = ""


def rows(cases: Iterable[Case]) -> Iterator[Row]:
    """Of `CaseQuerySet.for_list`."""
    today = timezone.localdate()
    for case in cases:
        yield Row(case, ((case.closed_on or today) - case.opened_on).days, _overdue(case, today))


def clock(case: Case) -> Clock:
    """While it stands, as on the day it was stopped."""
    pause = case.pauses.filter(ends=None).first()
    day = pause.starts if pause else timezone.localdate()
    if case.status != Case.Status.RUNNING or case.due_on is None:
        return Clock(pause, left=None, overdue=0)
    return Clock(pause, max((case.due_on - day).days, 0), days_overdue(case.due_on, day))


def open_steps(case: Case, user: User, refused: Form | None) -> list[OpenStep]:
    """`refused`, where it is a decision, stands again at its step."""
    steps = list(case.procedure.steps.all())
    waiting = list(case.steps.open().select_related("step", "assigned_to"))
    lacking = evidence.missing(waiting, user)
    today = timezone.localdate()
    return [
        OpenStep(
            step=each,
            missing=lacking[each.pk],
            overdue=days_overdue(each.due_on, today),
            consequences=consequences(case, steps),
            **_decision(each, user, refused, steps),
        )
        for each in waiting
    ]


def _decision(
    step: CaseStep, user: User, refused: Form | None, steps: list[Step]
) -> dict[str, Any]:
    if not may(user, f"cases.{step.level}", step.division_id):
        return {"hindrance": None, "form": None}
    if isinstance(refused, VerdictForm) and refused.step == step:
        return {"hindrance": None, "form": refused}
    hindrance = workflow.hindrance(step, user)
    form = None if hindrance else VerdictForm(None, step=step, steps=steps)
    return {"hindrance": hindrance, "form": form}


def consequences(case: Case, steps: list[Step]) -> dict[str, str]:
    """What follows from each verdict on the steps that are open now; `steps` of the procedure."""
    later = [each for each in steps if each.position > case.position]
    following = [each.name for each in later if each.position == later[0].position]
    said = _("Next: %(steps)s.") % {"steps": _(", ").join(following)}
    identified = case.process == Process.IDENTIFICATION
    return {
        Verdict.PASS: said if following else _("This was the last step: the case is completed."),
        Verdict.BACK: _("The steps from there on are taken again; what was collected is kept."),
        Verdict.REFUSE: _("The case ends here. The household is told the reason in writing.")
        if identified
        else _("The case ends here; the household stays as it is."),
    }


def timeline(case: Case) -> list[Happened]:
    """The newest first."""
    return sorted(_happened(case), key=lambda each: each.at, reverse=True)


def _happened(case: Case) -> Iterator[Happened]:
    yield Happened(_begin_of(case.opened_on), _("Case opened"), who=case.opened_by)
    for step in case.steps.exclude(closed_at=None).select_related("step", "by"):
        at = cast("datetime", step.closed_at)
        yield Happened(at, str(step), step.get_state_display(), step.by, step.reason)
    for pause in case.pauses.select_related("by"):
        yield Happened(_begin_of(pause.starts), _("Clock stopped"), "", pause.by, pause.reason)
        if pause.ends:
            yield Happened(_begin_of(pause.ends), _("Clock runs again"))
    if case.episode.green_since:
        yield Happened(_begin_of(case.episode.green_since), _("Green channel opened"))
    if case.escalated_on:
        yield Happened(_begin_of(case.escalated_on), _("Overdue, told to the level above"))


def _overdue(case: Case, today: date) -> int:
    running = case.status == Case.Status.RUNNING and not case.stopped  # type: ignore[attr-defined]
    return days_overdue(case.due_on, today) if running else 0


def _begin_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
