"""What people do with a task, from handing it to a department until the village says it is done."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import require
from accounts.races import save_or_say
from monitoring.cases.casework.models import Case
from monitoring.cases.procedures.workdays import known_last_day
from monitoring.cases.visits.models import Visit
from monitoring.feeds.tasks.models import Proof, Task, TaskKind, TaskStep
from monitoring.feeds.tasks.workflow import Act, move
from monitoring.registry.act import refuse_if
from monitoring.registry.models import Household
from monitoring.registry.querysets import ID_NUMBER, cleaned

if TYPE_CHECKING:
    from django.core.files.base import ContentFile

    File = ContentFile[bytes] | None


@transaction.atomic
def give(
    kind: TaskKind,
    village: Division,
    *,
    by: User,
    asked: str,
    household: Household | None = None,
    case: Case | None = None,
    visit: Visit | None = None,
    file: "File" = None,
) -> Task:
    """Hand it to the department of the kind; its limit runs from today."""
    require(by, "tasks.give", village.code)
    _refuse_unfit(kind, village, household, asked)
    today = timezone.localdate()
    task = Task(
        kind=kind,
        department=kind.department,
        household=household,
        division=village,
        case=case,
        visit=visit,
        asked=asked.strip(),
        given_by=by,
        due_on=known_last_day(today, kind.days, kind.unit),
    )
    task.validate_constraints()
    save_or_say(task, force_insert=True)
    TaskStep.objects.create(task=task, act=Act.GIVE, by=by, text=task.asked, file=file or "")
    audit.record(Event.TASK_GIVEN, by=by, division_code=village.code, subject=task, kind=kind.code)
    return task


def take(task: Task, *, by: User) -> None:
    """Somebody of the department sees to it."""
    move(task, Act.TAKE, by=by, said={})


def reply(
    task: Task,
    *,
    by: User,
    text: str,
    number: str = "",
    dated_on: date | None = None,
    file: "File" = None,
) -> None:
    """The department has done it, with the evidence that the kind asks for."""
    refuse_if(not text.strip(), _("Write what was done."))
    _refuse_without_evidence(task.kind, number, dated_on, file)
    said = {"text": text.strip(), "number": number.strip(), "dated_on": dated_on}
    move(task, Act.REPLY, by=by, said=said | {"file": file or ""})


def refuse(task: Task, *, by: User, text: str) -> None:
    """The department does not do it, and says why."""
    refuse_if(not text.strip(), _("Say why you refuse; the village reads this reason."))
    move(task, Act.REFUSE, by=by, said={"text": text.strip()})


def confirm(task: Task, *, by: User) -> None:
    """The village has seen that it is done."""
    move(task, Act.CONFIRM, by=by, said={})


def send_back(task: Task, *, by: User, text: str) -> None:
    """It is not done, or the refusal does not hold; the limit of the department runs anew."""
    refuse_if(not text.strip(), _("Say why you send it back."))
    today = timezone.localdate()
    due = known_last_day(today, task.kind.days, task.kind.unit)
    clock = {"runs_from": today, "due_on": due, "escalated_on": None}
    move(task, Act.SEND_BACK, by=by, said={"text": text.strip()}, **clock)


def contest(task: Task, *, by: User, text: str) -> None:
    """The village does not accept the refusal; the county decides."""
    refuse_if(not text.strip(), _("Say why the refusal does not hold; the county reads this."))
    said = {"text": text.strip()}
    move(task, Act.CONTEST, by=by, said=said, escalated_on=timezone.localdate())


def drop(task: Task, *, by: User) -> None:
    """The refusal holds: the task is closed without having been done."""
    move(task, Act.DROP, by=by, said={})


@transaction.atomic
def keep_kinds(kinds: Iterable[TaskKind], *, by: User) -> None:
    """Kinds as an administrator wants them from now on; a task keeps department and limit."""
    require(by, "procedures.change")
    changed = list(kinds)
    for kind in changed:  # a handful, each checked by its form
        kind.save()
    audit.record(Event.TASK_KINDS_CHANGED, by=by, count=len(changed))


def _refuse_unfit(
    kind: TaskKind, village: Division, household: Household | None, asked: str
) -> None:
    refuse_if(not asked.strip(), _("Write what the department is asked to do."))
    refuse_if(
        ID_NUMBER.search(cleaned(asked)),
        _("Write no ID number here. The department asks you for what it needs to know."),
    )
    if household is None:
        is_village = village.level == Division.Level.VILLAGE
        refuse_if(not is_village, _("Choose a village."))
        refuse_if(not kind.of_village, _("This is asked for one household, on its page."))
    else:
        ended = household.status != Household.Status.ACTIVE
        refuse_if(ended, _("This household has ended; its record can only be read."))


def _refuse_without_evidence(
    kind: TaskKind, number: str, dated_on: date | None, file: "File"
) -> None:
    """What is lacking, said beside the field it is about."""
    lacking: dict[str, Any] = {}
    if Proof.DOCUMENT in kind.evidence and not number.strip():
        lacking["number"] = _("Give the number of the document.")
    if Proof.DOCUMENT in kind.evidence and dated_on is None:
        lacking["dated_on"] = _("Give the date of the document.")
    if dated_on and dated_on > timezone.localdate():
        lacking["dated_on"] = _("This day is in the future.")
    if Proof.PICTURE in kind.evidence and not file:
        lacking["file"] = _("Attach a photo or scan.")
    if lacking:
        raise ValidationError(lacking)
