"""Entering a park, whom it is for, what stands in it and how many work there."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import require
from accounts.races import save_or_say
from assets.ledger.actions import LEVELS, locked
from assets.ledger.models import Asset
from assets.organisations.parks.models import Community, Inside, JobCount, Park
from monitoring.registry.act import refuse_if, refuse_if_to_come

KEEP = "parks.keep"


@transaction.atomic
def enter(division: Division, *, by: User, opened_on: date, **values: Any) -> Park:
    require(by, KEEP, division.code)
    refuse_if(division.level not in LEVELS, _("Choose a village, township or county."))
    refuse_if_to_come(opened_on)
    park = Park(division=division, opened_on=opened_on, by=by, **values)
    _save(park)
    _record(Event.PARK_ENTERED, park, by)
    return park


@transaction.atomic
def serve(park: Park, *, by: User, name: str, households: int) -> Community:
    """A community that the park is for, or how many households it has now."""
    require(by, KEEP, park.division_id)
    known = park.communities.select_for_update().filter(name=name).first()
    community = known or Community(park=park, name=name)
    community.households = households
    community.full_clean()
    save_or_say(community)
    _record(Event.PARK_CHANGED, park, by, community=community.pk, households=households)
    return community


@transaction.atomic
def put_in(park: Park, asset: Asset, *, by: User) -> None:
    """ValidationError where it stands in a park already, or in another county."""
    require(by, KEEP, park.division_id)
    asset = locked(asset)
    refuse_if(asset.household_id, _("An asset of a household stands in no park."))
    refuse_if(
        asset.division_id[:6] != park.division_id[:6], _("This asset belongs to another county.")
    )
    _save(Inside(park=park, asset=asset))
    _record(Event.PARK_CHANGED, park, by, asset=asset.pk)


@transaction.atomic
def take_out(inside: Inside, *, by: User) -> None:
    park = inside.park
    require(by, KEEP, park.division_id)
    _record(Event.PARK_CHANGED, park, by, without_asset=inside.asset_id)
    inside.delete()


@transaction.atomic
def count_jobs(park: Park, *, by: User, day: date, **values: Any) -> JobCount:
    require(by, KEEP, park.division_id)
    refuse_if_to_come(day)
    counted = JobCount(park=park, day=day, by=by, **values)
    _save(counted)
    _record(Event.PARK_CHANGED, park, by, jobs=counted.jobs, relocated=counted.relocated_jobs)
    return counted


def _save(row: Park | Inside | JobCount) -> None:
    row.full_clean()
    save_or_say(row, force_insert=True)


def _record(event: Event, park: Park, by: User, **detail: Any) -> None:
    audit.record(event, by=by, division_code=park.division_id, subject=park, **detail)
