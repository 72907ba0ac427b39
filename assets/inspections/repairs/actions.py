"""Opening a repair with an inspection, saying that it is done, confirming it or sending it back."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from assets.files.actions import attach
from assets.files.models import AssetFile
from assets.inspections.models import Inspection
from assets.inspections.repairs.models import Repair
from monitoring.registry.act import refuse_if, refuse_if_to_come

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

KEEP, CONFIRM = "assets.register", "assets.confirm"


@dataclass(frozen=True)
class Problem:
    problem: str
    due_on: date
    who: str


def open_repair(inspection: Inspection, said: Problem, *, by: User) -> Repair:
    """For inspections/actions.py, inside its transaction."""
    refuse_if(said.due_on < inspection.inspected_on, _("The problem was not known on that day."))
    made = Repair(
        inspection=inspection, asset=inspection.asset, division_id=inspection.division_id,
        problem=said.problem.strip(), due_on=said.due_on, who=said.who.strip(),
    )  # fmt: skip
    made.full_clean()
    made.save(force_insert=True)
    _record(Event.REPAIR_OPENED, made, by)
    return made


@transaction.atomic
def fix(
    repair: Repair, *, by: User, fixed_on: date, fixed_note: str, upload: "UploadedFile[bytes]"
) -> None:
    """`upload` shows it repaired."""
    require(by, KEEP, repair.division_id)
    seen_on = repair.inspection.inspected_on
    refuse_if_to_come(fixed_on)
    refuse_if(fixed_on < seen_on, _("The problem was not known on that day."))
    photo = attach(
        repair.asset, by=by, kind=AssetFile.Kind.PHOTO, upload=upload, taken_on=fixed_on,
        note=repair.problem[:200],
    )  # fmt: skip
    _move(
        repair, Repair.State.OPEN, Repair.State.FIXED, fixed_on=fixed_on, fixed_by=by,
        fixed_note=fixed_note.strip(), fixed_photo=photo,
    )  # fmt: skip
    _record(Event.REPAIR_FIXED, repair, by)


@transaction.atomic
def confirm(repair: Repair, *, by: User) -> None:
    """By the township, and another person than repaired it."""
    require(by, CONFIRM, repair.division_id)
    refuse_if(repair.fixed_by_id == by.pk, _("Whoever repaired it does not confirm it."))
    today = timezone.localdate()
    fixed, confirmed = Repair.State.FIXED, Repair.State.CONFIRMED
    _move(repair, fixed, confirmed, confirmed_on=today, confirmed_by=by)
    _record(Event.REPAIR_CONFIRMED, repair, by)


@transaction.atomic
def send_back(repair: Repair, *, by: User, reason: str) -> None:
    """It is to be repaired still."""
    require(by, CONFIRM, repair.division_id)
    refuse_if(not reason.strip(), _("Say why."))
    undone: dict[str, Any] = {"fixed_on": None, "fixed_by": None, "fixed_photo": None}
    _move(
        repair, Repair.State.FIXED, Repair.State.OPEN, sent_back=reason.strip(), fixed_note="",
        **undone,
    )  # fmt: skip
    _record(Event.REPAIR_SENT_BACK, repair, by)


def _move(repair: Repair, old: str, new: str, **values: Any) -> None:
    """Of two who act at once, one does."""
    moved = Repair.objects.filter(pk=repair.pk, state=old).update(state=new, **values)
    refuse_if(not moved, _("Somebody else has dealt with this meanwhile. Look at it again."))


def _record(event: Event, repair: Repair, by: User) -> None:
    code = repair.division_id
    audit.record(event, by=by, division_code=code, subject=repair.asset, repair=repair.pk)
