"""What may be wrong with assets; found.py and slices below declare each as a question to all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from assets.ledger.querysets import AssetQuerySet

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Kind:
    code: str  # in addresses and rows
    label: "_StrPromise"
    found: Callable[[date], AssetQuerySet]  # the assets of which it is true on a day


kinds: dict[str, Kind] = {}


def declare(*declared: Kind) -> None:
    kinds.update({each.code: each for each in declared})


def choices() -> list[tuple[str, str]]:
    """For a form: asked when a page is shown, since slices declare theirs one after another."""
    return [(each.code, str(each.label)) for each in kinds.values()]
