"""Saying who looks after an asset, and that they do so no longer."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from accounts.races import save_or_say
from assets.contracts.maintenance.models import Maintenance
from assets.ledger.actions import locked
from assets.ledger.choices import AssetClass
from assets.ledger.lasting import ended, give_way
from assets.ledger.models import Asset
from monitoring.registry.act import refuse_if, refuse_if_to_come

KEEP = "assets.register"


@transaction.atomic
def entrust(asset: Asset, *, by: User, starts_on: date, **values: Any) -> Maintenance:
    """From that day on; whoever looked after it until then does so no more.

    ValidationError where somebody does from the same day or a later one.
    """
    require(by, KEEP, asset.division_id)
    asset = locked(asset)
    refuse_if(
        asset.asset_class == AssetClass.HOUSEHOLD,
        _("A household looks after its assets by itself."),
    )
    refuse_if_to_come(starts_on)
    give_way(asset.maintenance.all(), starts_on)
    duty = Maintenance(asset=asset, starts_on=starts_on, by=by, **values)
    duty.full_clean()
    save_or_say(duty, force_insert=True)
    _record(Event.MAINTENANCE_ENTERED, duty, by)
    return duty


@transaction.atomic
def end(duty: Maintenance, *, by: User, ends_on: date) -> None:
    require(by, KEEP, duty.asset.division_id)
    duty = ended(duty, ends_on, _("This has ended already."))
    _record(Event.MAINTENANCE_ENDED, duty, by)


def _record(event: Event, duty: Maintenance, by: User) -> None:
    code = duty.asset.division_id
    audit.record(event, by=by, division_code=code, subject=duty.asset, duty=duty.pk)
