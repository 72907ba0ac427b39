"""Many open steps at once, for township and county: what waits, and a verdict per row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.permissions import MAY
from accounts.scope import NOTHING, areas, inside, visible
from monitoring.cases.casework import evidence, verdicts
from monitoring.cases.casework.clocks import days_overdue
from monitoring.cases.casework.evidence import Missing
from monitoring.cases.casework.forms import VerdictForm
from monitoring.cases.casework.models import CaseStep
from monitoring.cases.casework.querysets import URGENT_FIRST, CaseStepQuerySet
from monitoring.cases.procedures.models import Level
from monitoring.lists.bulk import Result, decide_each
from monitoring.lists.places import Viewer

# The form that stands at a row, None where it is decided; and what became of it.
Told = tuple[VerdictForm | None, str]

# A village decides on one household at a time, at its door and in its meeting.
LEVELS = (Level.TOWNSHIP, Level.COUNTY)


@dataclass(frozen=True)
class Row:
    step: CaseStep
    overdue: int
    missing: list[Missing]
    form: VerdictForm | None  # None where it is decided
    said: str = ""  # what became of it


def waiting(user: Viewer) -> CaseStepQuerySet:
    """The open steps, of cases whose clock runs, that the user decides at their level and area."""
    theirs = NOTHING
    for level in LEVELS:
        theirs |= Q(level=level) & inside(areas(user, MAY[f"cases.{level}"]))
    return CaseStep.objects.open().filter(theirs).with_running_clock()


def chosen(user: User, ids: Sequence[int]) -> list[CaseStep]:
    """Steps that were on the user's page; also those that somebody else decided meanwhile."""
    seen = cast("CaseStepQuerySet", visible(CaseStep, user)).filter(pk__in=ids)
    return list(seen.for_review().order_by(*URGENT_FIRST))


def rows(steps: Sequence[CaseStep], user: User) -> list[Row]:
    return _rows(steps, {step.pk: (_form(None, step), "") for step in steps}, user)


def decide(steps: Sequence[CaseStep], data: Mapping[str, Any], *, rest: str, by: User) -> list[Row]:
    """A verdict per row; `rest` is that of the rows without one, empty to leave them alone."""
    forms = {step.pk: _form(data, step) for step in steps}
    given = {step.pk: _given(forms[step.pk], rest) for step in steps}
    results = decide_each(
        (step, partial(verdicts.decide, by=by, **given[step.pk]))
        for step in steps
        if given[step.pk]
    )
    told = {result.row.pk: result for result in results}
    decided = {step.pk: _decided(step, forms[step.pk], told.get(step.pk)) for step in steps}
    return _rows(steps, decided, by)


def _form(data: Any, step: CaseStep) -> VerdictForm:
    form = VerdictForm(data, step=step, steps=list(step.step.procedure.steps.all()))
    form.fields["verdict"].required = False
    return form


def _given(form: VerdictForm, rest: str) -> dict[str, Any]:
    """What is said of a row; nothing where nothing is, or what is said is none of the choices."""
    if not form.is_valid():
        return {}
    said = form.cleaned_data
    return said | {"verdict": said["verdict"] or rest} if said["verdict"] or rest else {}


def _decided(step: CaseStep, form: VerdictForm, result: Result[CaseStep] | None) -> Told:
    if result and result.is_done:
        return None, step.get_state_display()
    wrong = [str(error) for errors in form.errors.values() for error in errors]
    return form, result.sentence if result else " ".join(wrong)


def _rows(steps: Sequence[CaseStep], told: Mapping[int, Told], user: User) -> list[Row]:
    today = timezone.localdate()
    lacking = evidence.missing([step for step in steps if told[step.pk][0]], user)
    return [
        Row(step, days_overdue(step.case_due_on, today), lacking.get(step.pk, []), *told[step.pk])
        for step in steps
    ]
