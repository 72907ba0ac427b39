"""Entering what came, and reversing what was entered wrongly."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import require
from accounts.races import save_or_say
from assets.files import actions as files
from assets.files.models import AssetFile
from assets.income.receipts.models import Receipt
from assets.ledger.choices import AssetClass
from assets.ledger.models import Asset
from monitoring.registry.act import refuse_if, refuse_if_to_come
from monitoring.registry.months import last_day

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

KEEP = "assets.register"
STATION = "photovoltaic"  # code of the sub-class


@transaction.atomic
def receive(
    asset: Asset,
    *,
    by: User,
    received_on: date,
    village: Division | None = None,
    upload: "UploadedFile[bytes] | None" = None,
    **values: Any,
) -> Receipt:
    """Money that came for these days; also of an asset that has ended, for it may come late.

    `village`: whose income it is, where the asset is a township's or county's.
    """
    require(by, KEEP, asset.division_id)
    refuse_if(
        asset.asset_class == AssetClass.HOUSEHOLD,
        _("What a household asset brings in is the household's own and is not entered here."),
    )
    refuse_if_to_come(received_on)
    made = Receipt(
        asset=asset, division=_earner(asset, village), received_on=received_on, by=by, **values
    )
    made.full_clean()
    if upload:
        kind, note = AssetFile.Kind.OTHER, made.document
        made.slip = files.attach(asset, by=by, kind=kind, upload=upload, note=note)
    save_or_say(made, force_insert=True)
    _record(Event.INCOME_RECEIVED, made, by)
    return made


@transaction.atomic
def settle(asset: Asset, *, by: User, month: date, kwh: Decimal, **values: Any) -> Receipt:
    """What a photovoltaic station was paid for the power of a month; once per village."""
    refuse_if(asset.kind_id != STATION, _("This asset is no photovoltaic station."))
    starts_on = month.replace(day=1)
    return receive(
        asset, by=by, kind=Receipt.Kind.PHOTOVOLTAIC, starts_on=starts_on,
        ends_on=last_day(starts_on), kwh=kwh, **values,
    )  # fmt: skip


@transaction.atomic
def reverse(receipt: Receipt, *, by: User, reason: str) -> None:
    """It was entered wrongly."""
    require(by, KEEP, receipt.asset.division_id)
    refuse_if(not reason.strip(), _("Say why."))
    live = Receipt.objects.live().filter(pk=receipt.pk)
    free = live.filter(distribution=None)
    changed = free.update(reversed_at=timezone.now(), reversed_by=by, why=reason.strip())
    refuse_if(
        not changed and live.exists(),
        _("This income is in a distribution. Withdraw that first, while it is not checked."),
    )
    refuse_if(not changed, _("It was reversed already."))
    _record(Event.INCOME_REVERSED, receipt, by)


def _earner(asset: Asset, village: Division | None) -> Division:
    found = village or asset.division
    refuse_if(
        found.level != Division.Level.VILLAGE,
        _("Choose the village whose income it is."),
    )
    refuse_if(
        not asset.division.contains(found.code), _("The asset does not belong to this village.")
    )
    return found


def _record(event: Event, receipt: Receipt, by: User) -> None:
    audit.record(
        event, by=by, division_code=receipt.division_id, subject=receipt.asset,
        receipt=receipt.pk, kind=receipt.kind, amount=str(receipt.amount),
    )  # fmt: skip
