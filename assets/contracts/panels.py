"""The contracts of an operating asset on its page: the one in force, what comes, what was."""

from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.permissions import may
from assets.contracts.actions import KEEP
from assets.ledger.choices import AssetClass
from assets.ledger.models import Asset


def of_asset(asset: Asset, user: User) -> tuple[str, dict[str, Any]] | None:
    if asset.asset_class != AssetClass.OPERATING or asset.kind.is_equity:
        return None
    contracts, today = list(asset.contracts.all()), timezone.localdate()
    context = {
        "asset": asset,
        "current": [each for each in contracts if each.last_day >= today],
        "earlier": [each for each in contracts if each.last_day < today],
        "may_keep": not asset.ended_on and may(user, KEEP, asset.division_id),
    }
    return "assets/contracts/panel.html", context
