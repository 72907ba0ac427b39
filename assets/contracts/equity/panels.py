"""Where an equity asset is invested, on its page."""

from typing import Any

from accounts.models import User
from accounts.permissions import may
from assets.contracts.equity.actions import KEEP
from assets.ledger.models import Asset


def of_asset(asset: Asset, user: User) -> tuple[str, dict[str, Any]] | None:
    if not asset.kind.is_equity:
        return None
    context = {
        "asset": asset,
        "investments": list(asset.investments.all()),
        "may_keep": not asset.ended_on and may(user, KEEP, asset.division_id),
    }
    return "assets/equity/panel.html", context
