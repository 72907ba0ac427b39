"""Giving a measure and ending it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from accounts.races import save_or_say
from assistance.awards import changed
from assistance.awards.models import Award
from assistance.catalogue.models import Measure
from monitoring.registry.act import refuse_if
from monitoring.registry.models import Household, Member


@transaction.atomic
def award(
    measure: Measure,
    household: Household,
    *,
    by: User,
    starts_on: date,
    origin: str,
    member: Member | None = None,
    ends_on: date | None = None,
    note: str = "",
) -> Award:
    """ValidationError where it is given already, or to nobody or somebody of another household."""
    require(by, "assistance.award", household.division_id)
    fits(measure, household, member)
    # Before the constraints: the database takes no range that ends before it begins.
    refuse_if(ends_on and ends_on < starts_on, _("The last day comes before the first."))
    given = Award(
        measure=measure, household=household, member=member, division_id=household.division_id,
        starts_on=starts_on, ends_on=ends_on, origin=origin, note=note, made_by=by,
    )  # fmt: skip
    given.full_clean()
    save_or_say(given)
    audit.record(
        Event.AWARDED, by=by, division_code=given.division_id, subject=household,
        measure=measure.code, award=given.pk,
    )  # fmt: skip
    changed.tell([household.pk])
    return given


@transaction.atomic
def end(given: Award, *, by: User, on: date, reason: str) -> Award:
    """`on` is its last day."""
    require(by, "assistance.award", given.division_id)
    given = Award.objects.select_for_update().get(pk=given.pk)
    if given.ends_on and given.ends_on <= on:
        raise ValidationError(
            _("It already ends on %(day)s.") % {"day": f"{given.ends_on:%Y-%m-%d}"}
        )
    refuse_if(on < given.starts_on, _("The last day comes before the first."))
    given.ends_on, given.end_reason = on, reason
    given.full_clean()
    given.save(update_fields=("ends_on", "end_reason"))
    audit.record(
        Event.AWARD_ENDED, by=by, division_code=given.division_id, subject=given.household,
        measure=given.measure.code, award=given.pk, reason=reason,
    )  # fmt: skip
    changed.tell([given.household_id])
    return given


def fits(measure: Measure, household: Household, member: Member | None) -> None:
    """ValidationError where it is meant for one person and none is named, or the other way."""
    if (measure.per == Measure.Per.MEMBER) != (member is not None):
        raise ValidationError(
            _("%(measure)s is given to one person. Choose who.") % {"measure": measure}
            if member is None
            else _("%(measure)s is given to the household, not to one person.")
            % {"measure": measure}
        )
    if member is not None and member.household_id != household.pk:
        raise ValidationError(_("This person belongs to another household."))
