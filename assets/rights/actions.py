"""Entering who holds a right, and that it ended; what was held before stays as the history."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import DateField, F, Value
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from accounts.races import save_or_say
from assets.ledger.models import Asset
from assets.rights.models import Right
from monitoring.registry.act import refuse_if

KEEP = "assets.register"


@transaction.atomic
def enter(asset: Asset, *, by: User, kind: int, starts_on: date, **values: Any) -> Right:
    """From that day on; whoever held the right until then holds it no more.

    ValidationError where somebody holds it from the same day or a later one.
    """
    require(by, KEEP, asset.division_id)
    asset = Asset.objects.select_for_update().get(pk=asset.pk)
    refuse_if(asset.ended_on, _("This asset has ended; its record can only be read."))
    refuse_if(starts_on > timezone.localdate(), _("Choose a day that is not in the future."))
    earlier = asset.rights.filter(kind=kind, starts_on__lt=starts_on).on(starts_on)
    earlier.update(ends_on=starts_on - timedelta(days=1))
    right = Right(asset=asset, kind=kind, starts_on=starts_on, by=by, **values)
    right.full_clean()
    save_or_say(right, force_insert=True)
    _record(Event.RIGHT_ENTERED, right, by)
    return right


@transaction.atomic
def end(right: Right, *, by: User, ends_on: date) -> None:
    require(by, KEEP, right.asset.division_id)
    right = Right.objects.select_for_update(of=("self",)).get(pk=right.pk)
    refuse_if(right.ends_on, _("This right has ended already."))
    refuse_if(ends_on > timezone.localdate(), _("Choose a day that is not in the future."))
    refuse_if(ends_on < right.starts_on, _("The last day comes before the first."))
    right.ends_on = ends_on
    right.save(update_fields=["ends_on"])
    _record(Event.RIGHT_ENDED, right, by)


def let_go(assets: Sequence[Asset], day: date) -> None:
    """Rights in assets that end on the day, end with them; for actions, in their transaction."""
    last = Value(day - timedelta(days=1), DateField())
    held = Right.objects.on(day).filter(asset__in=assets)
    held.update(ends_on=Greatest(last, F("starts_on")))


def _record(event: Event, right: Right, by: User) -> None:
    code = right.asset.division_id
    audit.record(event, by=by, division_code=code, subject=right.asset, right=right.kind)
