"""What a disposal that is complete does to the asset, its contracts and rights."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assets.contracts import actions as contracts
from assets.contracts.maintenance import actions as maintenance
from assets.disposal.choices import Act
from assets.disposal.models import Disposal
from assets.ledger.actions import enter_state
from assets.ledger.models import Asset
from assets.rights import actions as rights
from assets.rights.models import Right


def carry_out(found: Disposal, *, by: User) -> None:
    """Today; inside the transaction of who decides."""
    found.done_on = timezone.localdate()
    asset = found.asset
    _end_contracts(found, found.done_on, by)
    if found.act == Act.OPERATION:
        rights.enter(
            asset, by=by, kind=Right.Kind.OPERATION, holder_kind=found.taker_kind,
            holder=found.taker, document=found.document, starts_on=found.done_on,
        )  # fmt: skip
    else:
        _end_asset(found, found.done_on, by)
    found.full_clean()
    found.save()


def _end_contracts(found: Disposal, day: date, by: User) -> None:
    """Those in force; one whose last day it is anyway, ends by itself."""
    for contract in found.asset.contracts.on(day).filter(ends_on__gt=day):
        contracts.end(
            contract, by=by, ended_early_on=day, end_reason=_reason(found),
            state=Asset.State.IN_USE,
        )  # fmt: skip


def _end_asset(found: Disposal, day: date, by: User) -> None:
    asset = found.asset
    for duty in asset.maintenance.filter(ends_on=None, starts_on__lte=day):
        maintenance.end(duty, by=by, ends_on=day)
    rights.let_go([asset], day)
    enter_state(asset, Asset.State.DISPOSED, since=day, reason=_reason(found), by=by)
    Asset.objects.filter(pk=asset.pk).update(ended_on=day)


def _reason(found: Disposal) -> str:
    said = {"way": found.get_way_display(), "reason": found.reason}
    return (_("%(way)s: %(reason)s") % said)[:200]
