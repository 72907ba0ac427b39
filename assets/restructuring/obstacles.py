"""What else runs on an asset and has to end first; filled in assets/wiring.py by slices above."""

from collections.abc import Callable

from assets.ledger.models import Asset

# Says what hinders, in a sentence; nothing where the asset is free.
obstacles: list[Callable[[Asset], str]] = []


def first(asset: Asset) -> str:
    return next(filter(None, (obstacle(asset) for obstacle in obstacles)), "")
