"""On the page of an asset: the relocation park it stands in."""

from typing import Any

from accounts.models import User
from assets.ledger.models import Asset
from assets.organisations.parks.lists import parks_seen_by


def of_asset(asset: Asset, user: User) -> tuple[str, dict[str, Any]] | None:
    park = parks_seen_by(user).filter(inside__asset=asset).first()
    return ("assets/organisations/parks/panel.html", {"park": park}) if park else None
