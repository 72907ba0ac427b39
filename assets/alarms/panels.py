"""What is wrong with an asset, on its page."""

from typing import Any

from accounts.models import User
from assets.ledger.models import Asset


def of_asset(asset: Asset, _user: User) -> tuple[str, dict[str, Any]] | None:
    alarms = list(asset.alarms.open().order_by("first_seen", "pk"))
    return ("assets/alarms/panel.html", {"alarms": alarms}) if alarms else None
