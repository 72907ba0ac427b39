"""Acts on the plan: who makes visits, how often groups are visited, the lists as workbooks."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import MAY, require
from accounts.scope import areas, inside
from monitoring.cases.visits.models import Frequency, VisitDue
from monitoring.cases.visits.rules import BY_AREA
from monitoring.registry.act import refuse_if
from monitoring.registry.models import Pairing


@transaction.atomic
def assign(due_ids: Sequence[int], *, to: User, by: User) -> int:
    """One statement for all; none where `to` may not visit one of them. How many were assigned."""
    held = areas(by, MAY["visits.assign"])
    chosen = VisitDue.objects.open().filter(inside(held), pk__in=due_ids)
    paired = Pairing.objects.current().filter(user=to).values("household_id")
    theirs = inside(areas(to, BY_AREA)) | Q(household_id__in=paired)
    beyond = chosen.exclude(theirs).count()
    if beyond:
        said = _("%(count)s of these households are not %(name)s's to visit. Pair them first.")
        raise ValidationError(said % {"name": to, "count": beyond})
    count = chosen.update(assigned_to=to)
    refuse_if(not count, _("Choose the visits, and to whom they are assigned."))
    code = held[0].code
    audit.record(Event.VISITS_ASSIGNED, by=by, division_code=code, subject=to, count=count)
    return count


@transaction.atomic
def set_frequency(frequency: Frequency, *, by: User) -> None:
    """From its day on; the plan of the running period stays as it was made."""
    require(by, "procedures.change")
    frequency.made_by = by
    frequency.full_clean()
    frequency.save()
    audit.record(
        Event.VISIT_FREQUENCY_SET,
        by=by,
        division_code=frequency.county_id or "",
        subject=frequency,
        group=frequency.kind,
        months=frequency.months,
    )
