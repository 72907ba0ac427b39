"""The one door of casework: only here a case opens, moves on, goes back or ends.

Every decision locks its case, so that of two people the second finds the step gone; page, API and
bulk call the same functions.
"""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import may, require
from monitoring.cases.casework import evidence, outcomes, proof
from monitoring.cases.casework.models import Case, CaseStep, Episode
from monitoring.cases.procedures.models import Level, Procedure, Step
from monitoring.cases.procedures.workdays import known_last_day
from monitoring.registry.act import refuse_if

State = CaseStep.State


@transaction.atomic
def open_case(episode: Episode, *, by: User | None, process: str, on: date | None = None) -> Case:
    """Begin the process for the episode; its clock runs from `on` (today where not given)."""
    on = on or timezone.localdate()
    household = episode.household
    procedure = Procedure.objects.in_force(process, household.division_id, on)
    case = Case(
        episode=episode,
        household=household,
        division=household.division,
        process=process,
        procedure=procedure,
        opened_on=on,
        opened_by=by,
        due_on=known_last_day(on, procedure.days, procedure.unit),
    )
    case.validate_constraints()
    case.save(force_insert=True)
    _record(Event.CASE_OPENED, case, by, process=process, procedure=procedure.pk)
    _open_position(case, after=0)
    return case


@transaction.atomic
def pass_on(step: CaseStep, *, by: User, note: str = "") -> Case:
    """The step is done; the next ones open, or the case is completed."""
    case = _begin(step, by=by)
    lacking = evidence.missing([step])[step.pk]
    if lacking:
        raise ValidationError([each.sentence for each in lacking])
    _close(step, State.PASSED, by=by, reason=note)
    _record(Event.STEP_PASSED, case, by, **proof.of(step))
    side_by_side = case.steps.open().exists()
    if not side_by_side and not _open_position(case, after=case.position):
        _end(case, Case.Status.DONE, by=by)
    return case


@transaction.atomic
def send_back(step: CaseStep, *, to: Step, by: User, reason: str) -> Case:
    """Back to an earlier step; what was kept as evidence stays, and later steps are taken again."""
    case = _begin(step, by=by)
    refuse_if(not reason.strip(), _("Say why you send it back."))
    earlier = to.procedure_id == case.procedure_id and to.position < step.step.position
    refuse_if(not earlier, _("Choose an earlier step of this case."))
    _close(step, State.SENT_BACK, by=by, reason=reason)
    _void_open(case)
    _open_step(case, to)
    _move(case, to.position)
    _record(Event.STEP_SENT_BACK, case, by, to=to.code, **proof.of(step))
    return case


@transaction.atomic
def refuse(step: CaseStep, *, by: User, reason: str) -> Case:
    """The case ends here with a “no” and its reason."""
    case = _begin(step, by=by)
    refuse_if(not reason.strip(), _("Say why you refuse; the household is told this reason."))
    refuse_if(not step.step.may_refuse, _("This step cannot refuse. Send it back instead."))
    _close(step, State.REFUSED, by=by, reason=reason)
    _void_open(case)
    _record(Event.CASE_REFUSED, case, by, **proof.of(step))
    _end(case, Case.Status.REFUSED, by=by, reason=reason)
    return case


def levels_of(user: User, code: str) -> frozenset[str]:
    """The levels at which the user decides at the place `code`."""
    return frozenset(level for level in Level.values if may(user, f"cases.{level}", code))


def hindrance(step: CaseStep, by: User) -> str | None:
    """Why `by`, who decides at this level, cannot decide this step now; None where they can."""
    case = step.case
    if step.state != State.OPEN:
        return _("Somebody else has decided this meanwhile. Look at it again.")
    if case.pauses.filter(ends=None).exists():
        return _("The clock of this case is stopped. Let it run again first.")
    # Nobody decides at two levels of one case, nor reviews their own visit.
    if case.steps.decided().filter(by=by).exclude(level=step.level).exists():
        return _(
            "You have decided on this case at another level. Somebody else has to decide here."
        )
    if step.level != Level.VILLAGE and any(by.pk in took(case) for took in evidence.involved):
        return _("You took part in the visit. Somebody else has to review it.")
    return None


def _begin(step: CaseStep, *, by: User) -> Case:
    """The case under its lock, once `by` may decide this step now."""
    case = Case.objects.select_for_update().get(pk=step.case_id)
    step.refresh_from_db()
    step.case = case
    require(by, f"cases.{step.level}", case.division_id)
    hindered = hindrance(step, by)
    if hindered:
        raise ValidationError(hindered)
    return case


def _close(step: CaseStep, state: str, *, by: User, reason: str) -> None:
    """One conditional UPDATE: a step is closed once, whatever went wrong before."""
    waiting = CaseStep.objects.open().filter(pk=step.pk)
    closed = {"state": state, "by": by, "reason": reason.strip(), "closed_at": timezone.now()}
    refuse_if(
        waiting.update(**closed) != 1,
        _("Somebody else has decided this meanwhile. Look at it again."),
    )
    step.refresh_from_db()


def _void_open(case: Case) -> None:
    case.steps.open().update(state=State.VOID, closed_at=timezone.now())


def _open_position(case: Case, *, after: int) -> bool:
    """Open the steps of the next position; False where there is none."""
    later = case.procedure.steps.filter(position__gt=after)
    nearest = later.values_list("position", flat=True).first()
    if nearest is None:
        return False
    for step in later.filter(position=nearest):
        _open_step(case, step)
    _move(case, nearest)
    return True


def _open_step(case: Case, step: Step) -> None:
    today = timezone.localdate()
    CaseStep.objects.create(
        case=case,
        step=step,
        household=case.household,
        division_id=case.division_id,
        level=step.level,
        due_on=None if step.days is None else known_last_day(today, step.days, step.unit),
        case_due_on=case.due_on,
    )


def _move(case: Case, position: int) -> None:
    case.position = position
    case.save(update_fields=["position"])


def _end(case: Case, status: str, *, by: User, reason: str = "") -> None:
    case.status, case.reason = status, reason.strip()
    case.closed_on = timezone.localdate()
    case.save(update_fields=["status", "reason", "closed_on"])
    _record(Event.CASE_ENDED, case, by, status=str(status))
    outcomes.apply(case)


def _record(event: Event, case: Case, by: User | None, **detail: Any) -> None:
    audit.record(event, by=by, division_code=case.division_id, subject=case, **detail)
