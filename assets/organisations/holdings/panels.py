"""On the page of an asset: the villages that hold shares of it."""

from typing import Any

from accounts.models import User
from assets.ledger.models import Asset
from assets.organisations.holdings.lists import holdings_seen_by


def of_asset(asset: Asset, user: User) -> tuple[str, dict[str, Any]] | None:
    holdings = holdings_seen_by(user).filter(venture__asset=asset).for_list()
    context = {"holdings": holdings}
    return ("assets/organisations/holdings/panel.html", context) if holdings else None
