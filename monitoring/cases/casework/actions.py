"""What people do around a case beside deciding it: papers and assignments, exports."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import may, require
from monitoring.cases.casework.models import Case, CaseFile
from monitoring.cases.casework.querysets import CaseStepQuerySet
from monitoring.cases.procedures.models import Level
from monitoring.registry.act import refuse_if

if TYPE_CHECKING:
    from django.core.files.base import ContentFile


@transaction.atomic
def attach(case: Case, *, by: User, name: str, file: "ContentFile[bytes]") -> CaseFile:
    """Keep a paper with a running case; `name` is that of the step's required paper."""
    locked = Case.objects.select_for_update().get(pk=case.pk)
    require(by, "cases.attach", locked.division_id)
    refuse_if(locked.status != Case.Status.RUNNING, _("This case has ended."))
    made = CaseFile.objects.create(case=locked, name=name, file=file, by=by)
    audit.record(
        Event.PAPER_ATTACHED, by=by, division_code=case.division_id, subject=case, file=made.pk
    )
    return made


@transaction.atomic
def assign(steps: CaseStepQuerySet, *, to: User, by: User) -> int:
    """Give the open village steps among `steps`, hundreds at once, to one person; how many."""
    given = steps.open().filter(level=Level.VILLAGE)
    for code in given.order_by().values_list("division_id", flat=True).distinct():
        require(by, "cases.assign", code)
        refuse_if(
            not may(to, "cases.visit", code),
            _("%(person)s has no post in all of these villages. Choose fewer, or somebody else.")
            % {"person": to},
        )
    count = given.update(assigned_to=to)
    refuse_if(count == 0, _("None of these cases waits for the village."))
    audit.record(Event.STEPS_ASSIGNED, by=by, subject=to, count=count)
    return count
