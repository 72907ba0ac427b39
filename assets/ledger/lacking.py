"""What an asset may lack, by the word in an address; filled in assets/wiring.py by slices above."""

from collections.abc import Callable
from typing import Any

from assets.ledger.querysets import AssetQuerySet

lacking: dict[str, tuple[Any, Callable[[AssetQuerySet], AssetQuerySet]]] = {}


def choices() -> list[tuple[str, Any]]:
    return [(code, label) for code, (label, _narrow) in lacking.items()]
