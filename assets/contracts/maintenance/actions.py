"""Saying who looks after an asset, and that they do so no longer."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from accounts.races import save_or_say
from assets.contracts.maintenance.models import Maintenance
from assets.ledger.choices import AssetClass
from assets.ledger.models import Asset
from monitoring.registry.act import refuse_if

KEEP = "assets.register"


@transaction.atomic
def entrust(asset: Asset, *, by: User, starts_on: date, **values: Any) -> Maintenance:
    """From that day on; whoever looked after it until then does so no more.

    ValidationError where somebody does from the same day or a later one.
    """
    require(by, KEEP, asset.division_id)
    asset = Asset.objects.select_for_update().get(pk=asset.pk)
    refuse_if(asset.ended_on, _("This asset has ended; its record can only be read."))
    refuse_if(
        asset.asset_class == AssetClass.HOUSEHOLD,
        _("A household looks after its assets by itself."),
    )
    refuse_if(starts_on > timezone.localdate(), _("Choose a day that is not in the future."))
    earlier = asset.maintenance.filter(starts_on__lt=starts_on).on(starts_on)
    earlier.update(ends_on=starts_on - timedelta(days=1))
    duty = Maintenance(asset=asset, starts_on=starts_on, by=by, **values)
    duty.full_clean()
    save_or_say(duty, force_insert=True)
    _record(Event.MAINTENANCE_ENTERED, duty, by)
    return duty


@transaction.atomic
def end(duty: Maintenance, *, by: User, ends_on: date) -> None:
    require(by, KEEP, duty.asset.division_id)
    duty = Maintenance.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    refuse_if(duty.ends_on, _("This has ended already."))
    refuse_if(ends_on > timezone.localdate(), _("Choose a day that is not in the future."))
    refuse_if(ends_on < duty.starts_on, _("The last day comes before the first."))
    duty.ends_on = ends_on
    duty.save(update_fields=["ends_on"])
    _record(Event.MAINTENANCE_ENDED, duty, by)


def _record(event: Event, duty: Maintenance, by: User) -> None:
    code = duty.asset.division_id
    audit.record(event, by=by, division_code=code, subject=duty.asset, duty=duty.pk)
