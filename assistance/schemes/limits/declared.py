"""What schemes declare as set by documents: how much at most, from which age, how often.

A scheme declares each once (`credit/limits.py`); its values are data, for every county or one, from
a day on. What no document was found for ships without a value or says 待确认.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Shipped:
    value: Decimal
    valid_from: date
    document: str


@dataclass(frozen=True)
class Limit:
    code: str
    label: "_StrPromise"
    unit: "_StrPromise"
    shipped: Sequence[Shipped] = ()


limits: dict[str, Limit] = {}


def declare(*declared: Limit) -> None:
    limits.update({each.code: each for each in declared})


def choices() -> list[tuple[str, str]]:
    """For a form: asked when a page is shown, since schemes declare theirs one after another."""
    return [(each.code, f"{each.label}（{each.unit}）") for each in limits.values()]
