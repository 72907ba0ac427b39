"""On the page of an asset while a stock-take is open: the button that says it was found."""

from typing import Any

from accounts.models import User
from accounts.permissions import may
from assets.ledger.models import Asset
from assets.stocktake.actions import COUNT


def of_asset(asset: Asset, user: User) -> tuple[str, dict[str, Any]] | None:
    running = asset.stock_lines.running().counting().select_related("take__county", "by")
    line = running.first()
    if line is None:
        return None
    context = {
        "asset": asset,
        "line": line,
        "difference": getattr(line, "difference", None),
        "may_count": may(user, COUNT, asset.division_id),
    }
    return "assets/stocktake/panel.html", context
