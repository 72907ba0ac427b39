"""Stop a case's clock for a reason, open the green channel, send what is overdue one level up."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from monitoring.cases.casework.models import Case, CaseStep, Episode, Pause
from monitoring.cases.procedures.workdays import known_last_day
from monitoring.registry.act import refuse_if

# Who wants to know that help begins now, inside that transaction; slices above add theirs.
green_listeners: list[Callable[[Episode], None]] = []


@transaction.atomic
def pause(case: Case, *, by: User, reason: str) -> Pause:
    """Stop the clock from today. Only a reason stops it; nothing is decided until it runs again."""
    locked = _locked(case, by)
    refuse_if(not reason.strip(), _("Say why the clock has to stop."))
    refuse_if(locked.status != Case.Status.RUNNING, _("This case has ended."))
    made = Pause(case=locked, reason=reason.strip(), by=by)
    made.validate_constraints()
    made.save(force_insert=True)
    audit.record(Event.CASE_PAUSED, by=by, division_code=case.division_id, subject=case)
    return made


@transaction.atomic
def resume(case: Case, *, by: User) -> None:
    """The clock runs again; every limit of the case moves by the days it stood."""
    locked = _locked(case, by)
    today = timezone.localdate()
    stopped = locked.pauses.filter(ends=None).first()
    refuse_if(stopped is None, _("The clock of this case is running already."))
    assert stopped is not None  # noqa: S101  # refused above
    stopped.ends = today
    stopped.save(update_fields=["ends"])
    stood = today - stopped.starts
    Case.objects.filter(pk=case.pk).update(due_on=F("due_on") + stood)
    moved = {"due_on": F("due_on") + stood, "case_due_on": F("case_due_on") + stood}
    CaseStep.objects.open().filter(case=case).update(**moved)
    audit.record(
        Event.CASE_RESUMED, by=by, division_code=case.division_id, subject=case, days=stood.days
    )


@transaction.atomic
def open_green_channel(episode: Episode, *, by: User) -> None:
    """绿色通道: help begins now, the procedure is completed afterwards under the same limit."""
    require(by, "cases.pause", episode.division_id)
    running = Case.objects.running().select_for_update().filter(episode=episode)
    case = running.first()
    refuse_if(case is None, _("This case has ended."))
    assert case is not None  # noqa: S101  # refused above
    opened = Episode.objects.filter(pk=episode.pk, green_since=None)
    refuse_if(
        opened.update(green_since=timezone.localdate()) != 1,
        _("The green channel is open already."),
    )
    audit.record(Event.CASE_GREEN, by=by, division_code=case.division_id, subject=case)
    for listener in green_listeners:
        listener(episode)


@transaction.atomic
def learn_limits() -> int:
    """Limits that nobody could tell when they began, now that the year is known; how many cases."""
    waiting = Case.objects.running().filter(due_on=None).select_related("procedure")
    return sum(_learn(case) for case in waiting.select_for_update(of=("self",)))


def _learn(case: Case) -> bool:
    due = known_last_day(case.opened_on, case.procedure.days, case.procedure.unit)
    if due is None:
        return False
    stood = sum((each.stood for each in case.pauses.all()), timedelta())
    case.due_on = due + stood
    case.save(update_fields=["due_on"])
    case.steps.open().update(case_due_on=case.due_on)
    return True


@transaction.atomic
def escalate(day: date) -> int:
    """Mark the cases that passed their limit before `day`, once each; how many."""
    late = Case.objects.overdue(day).filter(escalated_on=None)
    count = late.update(escalated_on=day)
    if count:
        audit.record(Event.CASES_ESCALATED, by=None, count=count, day=str(day))
    return count


def days_overdue(due_on: date | None, day: date) -> int:
    """0 within the limit, and where the limit is not known."""
    return max((day - due_on) // timedelta(days=1), 0) if due_on else 0


def _locked(case: Case, by: User) -> Case:
    locked = Case.objects.select_for_update().get(pk=case.pk)
    require(by, "cases.pause", locked.division_id)
    return locked
