"""Entering where an equity asset is invested, and what of it came back."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from accounts.races import save_or_say
from assets.contracts import changed
from assets.contracts.equity.models import Investment, Return
from assets.files.actions import attach
from assets.files.models import AssetFile
from assets.ledger.actions import locked
from assets.ledger.models import Asset
from monitoring.registry.act import refuse_if, refuse_if_to_come

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

KEEP = "assets.register"
PAPER = AssetFile.Kind.CONTRACT


@transaction.atomic
def invest(
    asset: Asset,
    *,
    by: User,
    starts_on: date,
    principal_due_on: date,
    upload: "UploadedFile[bytes] | None" = None,
    **values: Any,
) -> Investment:
    """`upload` is the scan of its paper. ValidationError where it is invested already."""
    require(by, KEEP, asset.division_id)
    asset = locked(asset)
    refuse_if(not asset.kind.is_equity, _("Only an equity asset is invested."))
    # Before the constraints: the database takes no range that ends before it begins.
    refuse_if(principal_due_on <= starts_on, _("Nothing is due before it was paid in."))
    made = Investment(
        asset=asset, by=by, starts_on=starts_on, principal_due_on=principal_due_on, **values
    )
    made.full_clean()
    if upload:
        made.paper = attach(asset, by=by, kind=PAPER, upload=upload, note=made.number)
    save_or_say(made, force_insert=True)
    _record(Event.INVESTED, made, by, made.principal)
    return made


@transaction.atomic
def take_back(
    investment: Investment, *, by: User, amount: Decimal, on: date, note: str = ""
) -> None:
    """Principal that came back."""
    require(by, KEEP, investment.asset.division_id)
    investment = Investment.objects.select_for_update(of=("self",)).get(pk=investment.pk)
    refuse_if(amount <= 0, _("Give an amount above zero."))
    refuse_if_to_come(on)
    refuse_if(on < investment.starts_on, _("Nothing comes back before it was paid in."))
    last = investment.returns.last()
    refuse_if(last and on < last.on, _("A later return is entered. Choose a later day."))
    refuse_if(amount > investment.outside, _("No more comes back than was paid in."))
    Return.objects.create(investment=investment, on=on, amount=amount, note=note.strip(), by=by)
    investment.returned += amount
    investment.settled_on = None if investment.outside else on
    investment.save(update_fields=("returned", "settled_on"))
    _record(Event.PRINCIPAL_RETURNED, investment, by, amount)


def _record(event: Event, made: Investment, by: User, amount: Decimal) -> None:
    audit.record(
        event, by=by, division_code=made.asset.division_id, subject=made.asset,
        investment=made.pk, amount=str(amount),
    )  # fmt: skip
    changed.tell([made.asset_id])
