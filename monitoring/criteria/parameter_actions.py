"""Every write of dated parameter values. What one person sets, a second one releases."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from monitoring.criteria import packs, released, workflow
from monitoring.criteria.models import Pack, ParameterValue, Version
from monitoring.criteria.scope import require_here


@transaction.atomic
def set_parameter(
    parameter: str,
    *,
    by: User,
    value: Decimal | None,
    valid_from: date,
    document: str,
    county: Division | None = None,
) -> ParameterValue:
    """A new dated value, or none to go back to the common one; waiting for a second person."""
    require_here(by, "criteria.change", county)
    row = ParameterValue(
        parameter=parameter,
        county=county,
        value=value,
        valid_from=valid_from,
        document=document,
        state=Version.State.SUBMITTED,
        made_by=by,
    )
    row.full_clean()
    _refuse_second_value(row)
    row.save()
    _record_value(Event.PARAMETER_SET, row, by=by)
    return row


@transaction.atomic
def release_parameter(row: ParameterValue, *, by: User) -> None:
    require_here(by, "criteria.release", row.county)
    Pack.objects.select_for_update().get(code=packs.CODE)  # two values of a day: one by one
    _refuse_second_value(row)
    workflow.advance(row, workflow.RELEASE, by=by, released_by=by)
    _record_value(Event.PARAMETER_RELEASED, row, by=by)
    released.announce(row.county_id, row.valid_from, by=by)


@transaction.atomic
def return_parameter(row: ParameterValue, *, by: User) -> None:
    """Refuse the value; whoever made it may set another."""
    require_here(by, "criteria.release", row.county)
    workflow.advance(row, workflow.RETURN, by=by)
    _record_value(Event.PARAMETER_RETURNED, row, by=by)


@transaction.atomic
def confirm_parameter(row: ParameterValue, *, by: User) -> None:
    """Still right today, although it is old: its banner goes for the next 12 months."""
    require_here(by, "criteria.release", row.county)
    row.confirmed_on, row.confirmed_by = timezone.localdate(), by
    row.save(update_fields=["confirmed_on", "confirmed_by"])
    _record_value(Event.PARAMETER_CONFIRMED, row, by=by)


def _refuse_second_value(row: ParameterValue) -> None:
    """Asked before both steps: the constraint alone would answer with an error page."""
    same_day = ParameterValue.objects.released().filter(
        parameter=row.parameter, county=row.county, valid_from=row.valid_from
    )
    if same_day.exists():
        raise ValidationError(_("This parameter already has a value from that day."))


def _record_value(event: Event, row: ParameterValue, *, by: User) -> None:
    audit.record(
        event, by=by, division_code=row.county_id or "", subject=row,
        parameter=row.parameter, value=str(row.value), valid_from=str(row.valid_from),
    )  # fmt: skip
