"""What slices below tell of a place beside its assets; filled in assets/wiring.py."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from accounts.models import Division
from monitoring.lists.places import Viewer


@dataclass(frozen=True)
class Rate:
    """`part` of `whole`, both in the same unit, with the list that shows them."""

    label: str
    part: Decimal | int
    whole: Decimal | int
    url: str

    @property
    def percent(self) -> Decimal | None:
        return round(Decimal(100) * self.part / self.whole, 1) if self.whole else None


rates: list[Callable[[Viewer, Division], Rate]] = []
