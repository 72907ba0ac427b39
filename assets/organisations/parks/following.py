"""What an asset in a park becomes stands there too (restructuring/following.py)."""

from collections.abc import Sequence

from accounts.models import User
from assets.ledger.models import Asset
from assets.organisations.parks.models import Inside


def follow(_case: object, assets: Sequence[Asset], new: Sequence[Asset], *, by: User) -> None:
    """In the park of the first one; what ended stays as the history."""
    stood = Inside.objects.filter(asset=assets[0]).first()
    if stood:
        Inside.objects.bulk_create(Inside(park_id=stood.park_id, asset=each) for each in new)
