"""Entering a contract, renewing it, and ending it before its last day."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from accounts.races import save_or_say
from assets.contracts import changed
from assets.contracts.models import Contract
from assets.files.actions import attach
from assets.files.models import AssetFile
from assets.ledger.actions import enter_state, locked
from assets.ledger.choices import AssetClass
from assets.ledger.models import Asset
from monitoring.registry.act import refuse_if, refuse_if_to_come

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

KEEP = "assets.register"
PAPER = AssetFile.Kind.CONTRACT
# What a contract that is in force makes of these is “let”; a damaged asset stays damaged.
LETTABLE = (Asset.State.IN_USE, Asset.State.IDLE, Asset.State.POOR)


@transaction.atomic
def enter(
    asset: Asset,
    *,
    by: User,
    starts_on: date,
    ends_on: date,
    upload: "UploadedFile[bytes] | None" = None,
    **values: Any,
) -> Contract:
    """`upload` is its scan. ValidationError where another contract of the asset runs then."""
    require(by, KEEP, asset.division_id)
    asset = locked(asset)
    refuse_if(
        asset.asset_class != AssetClass.OPERATING or asset.kind.is_equity,
        _("Only an operating asset that stands somewhere is let by a contract."),
    )
    # Before the constraints: the database takes no range that ends before it begins.
    refuse_if(ends_on < starts_on, _("The last day comes before the first."))
    contract = Contract(asset=asset, by=by, starts_on=starts_on, ends_on=ends_on, **values)
    contract.full_clean()
    if upload:
        note = contract.number
        contract.paper = attach(asset, by=by, kind=PAPER, upload=upload, note=note)
    save_or_say(contract, force_insert=True)
    _let(contract, by)
    _record(Event.CONTRACT_ENTERED, contract, by)
    return contract


def renew(old: Contract, *, by: User, ends_on: date, **values: Any) -> Contract:
    """The same operator goes on from the day after."""
    starts_on = old.last_day + timedelta(days=1)
    return enter(
        old.asset, by=by, starts_on=starts_on, ends_on=ends_on, renews=old,
        operator_kind=old.operator_kind, operator=old.operator, **values,
    )  # fmt: skip


@transaction.atomic
def end(contract: Contract, *, by: User, ended_early_on: date, end_reason: str, state: str) -> None:
    """`state` is what the asset is in afterwards."""
    require(by, KEEP, contract.asset.division_id)
    asset = Asset.objects.select_for_update().get(pk=contract.asset_id)
    contract = Contract.objects.select_for_update().get(pk=contract.pk)
    refuse_if(contract.ended_early_on, _("This contract was ended early already."))
    refuse_if_to_come(ended_early_on)
    refuse_if(ended_early_on < contract.starts_on, _("The last day comes before the first."))
    contract.ended_early_on, contract.end_reason = ended_early_on, end_reason.strip()
    contract.full_clean()
    contract.save(update_fields=("ended_early_on", "end_reason"))
    if asset.state == Asset.State.LET:
        _say(asset, state, ended_early_on, contract.end_reason, by)
    _record(Event.CONTRACT_ENDED, contract, by)


def _let(contract: Contract, by: User) -> None:
    today = timezone.localdate()
    if contract.starts_on <= today <= contract.last_day and contract.asset.state in LETTABLE:
        reason = _("Let by contract %(number)s") % {"number": contract.number}
        _say(contract.asset, Asset.State.LET, contract.starts_on, reason, by)


def _say(asset: Asset, state: str, since: date, reason: str, by: User) -> None:
    """States never go back: not before the last one that is known."""
    last = asset.states.first()
    since = max(since, last.since) if last else since
    enter_state(asset, state, since=since, reason=reason[:200], by=by)


def _record(event: Event, contract: Contract, by: User) -> None:
    code = contract.asset.division_id
    audit.record(event, by=by, division_code=code, subject=contract.asset, contract=contract.pk)
    changed.tell([contract.asset_id])
