"""What was corrected, on the page of an asset, and the door to correct it."""

from typing import Any

from accounts.models import User
from accounts.permissions import may
from assets.ledger.actions import REGISTER
from assets.ledger.models import Asset


def of_asset(asset: Asset, user: User) -> tuple[str, dict[str, Any]]:
    context = {
        "asset": asset,
        "corrections": list(asset.corrections.for_list()),
        "may_keep": not asset.ended_on and may(user, REGISTER, asset.division_id),
    }
    return "assets/corrections/panel.html", context
