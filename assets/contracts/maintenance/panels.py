"""Who looks after an asset, and who did, on its page."""

from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.permissions import may
from assets.contracts.maintenance.actions import KEEP
from assets.ledger.choices import AssetClass
from assets.ledger.models import Asset


def of_asset(asset: Asset, user: User) -> tuple[str, dict[str, Any]] | None:
    """None where a household looks after its own."""
    if asset.asset_class == AssetClass.HOUSEHOLD:
        return None
    duties, today = list(asset.maintenance.all()), timezone.localdate()
    now = next((each for each in duties if each.ends_on is None or each.ends_on >= today), None)
    context = {
        "asset": asset,
        "duty": now,
        "earlier": [each for each in duties if each is not now],
        "may_keep": not asset.ended_on and may(user, KEEP, asset.division_id),
    }
    return "assets/maintenance/panel.html", context
