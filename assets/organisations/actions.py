"""Setting up the organisation of a place and appointing its officers; nobody is ever deleted."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import require
from accounts.races import save_or_say
from assets.ledger.actions import LEVELS
from assets.ledger.lasting import ended
from assets.organisations.models import Officer, Organisation
from monitoring.registry.act import refuse_if, refuse_if_to_come

KEEP = "assets.register"


@transaction.atomic
def set_up(place: Division, *, by: User, starts_on: date, **values: Any) -> Organisation:
    """The organisation of that place, by its document; ValidationError where there is one."""
    require(by, KEEP, place.code)
    refuse_if(place.level not in LEVELS, _("Choose a village, township or county."))
    refuse_if_to_come(starts_on)
    organisation = Organisation(division=place, starts_on=starts_on, by=by, **values)
    organisation.full_clean()
    save_or_say(organisation, force_insert=True)
    _record(Event.ORGANISATION_SET_UP, organisation, by)
    return organisation


@transaction.atomic
def dissolve(organisation: Organisation, *, by: User, ends_on: date) -> None:
    """With it end the duties of its officers."""
    require(by, KEEP, organisation.division_id)
    refuse_if_to_come(ends_on)
    organisation = _locked(organisation)
    serving = organisation.officers.filter(ends_on=None)
    began = [organisation.starts_on, *serving.values_list("starts_on", flat=True)]
    refuse_if(ends_on < max(began), _("Somebody began after that day. Choose a later day."))
    serving.update(ends_on=ends_on)
    organisation.ends_on = ends_on
    organisation.save(update_fields=["ends_on"])
    _record(Event.ORGANISATION_DISSOLVED, organisation, by)


@transaction.atomic
def appoint(organisation: Organisation, *, by: User, starts_on: date, **values: Any) -> Officer:
    require(by, KEEP, organisation.division_id)
    refuse_if_to_come(starts_on)
    organisation = _locked(organisation)
    refuse_if(starts_on < organisation.starts_on, _("The organisation began later."))
    officer = Officer(organisation=organisation, starts_on=starts_on, by=by, **values)
    officer.full_clean()
    save_or_say(officer, force_insert=True)
    _record(Event.OFFICER_APPOINTED, organisation, by, officer=officer.pk, duty=officer.duty)
    return officer


@transaction.atomic
def release(officer: Officer, *, by: User, ends_on: date) -> None:
    organisation = officer.organisation
    require(by, KEEP, organisation.division_id)
    officer = ended(officer, ends_on, _("This duty has ended already."))
    _record(Event.OFFICER_RELEASED, organisation, by, officer=officer.pk, duty=officer.duty)


def _locked(organisation: Organisation) -> Organisation:
    """So that nobody is appointed to what is being dissolved."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    refuse_if(organisation.ends_on, _("This organisation has ended already."))
    return organisation


def _record(event: Event, organisation: Organisation, by: User, **detail: Any) -> None:
    code = organisation.division_id
    audit.record(event, by=by, division_code=code, subject=organisation, **detail)
