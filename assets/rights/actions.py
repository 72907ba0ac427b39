"""Entering who holds a right, and that it ended; what was held before stays as the history."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from accounts.races import save_or_say
from assets.ledger.actions import locked
from assets.ledger.lasting import end_before, ended, give_way
from assets.ledger.models import Asset
from assets.rights.models import Right
from monitoring.registry.act import refuse_if_to_come

KEEP = "assets.register"


@transaction.atomic
def enter(asset: Asset, *, by: User, kind: int, starts_on: date, **values: Any) -> Right:
    """From that day on; whoever held the right until then holds it no more.

    ValidationError where somebody holds it from the same day or a later one.
    """
    require(by, KEEP, asset.division_id)
    asset = locked(asset)
    refuse_if_to_come(starts_on)
    give_way(asset.rights.filter(kind=kind), starts_on)
    right = Right(asset=asset, kind=kind, starts_on=starts_on, by=by, **values)
    right.full_clean()
    save_or_say(right, force_insert=True)
    _record(Event.RIGHT_ENTERED, right, by)
    return right


@transaction.atomic
def end(right: Right, *, by: User, ends_on: date) -> None:
    require(by, KEEP, right.asset.division_id)
    locked(right.asset)
    right = ended(right, ends_on, _("This right has ended already."))
    _record(Event.RIGHT_ENDED, right, by)


def let_go(assets: Sequence[Asset], day: date) -> None:
    """Rights in assets that end on the day, end with them; for actions, in their transaction."""
    end_before(Right.objects.on(day).filter(asset__in=assets), day)


def _record(event: Event, right: Right, by: User) -> None:
    code = right.asset.division_id
    audit.record(event, by=by, division_code=code, subject=right.asset, right=right.kind)
