"""What help did, place by place: the divisions below the one that is looked at, and all of it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from accounts.models import CODE_LENGTH, Division
from assistance.effect.querysets import HelpEffectQuerySet
from assistance.effect.seen import seen_by
from assistance.effect.year import a_year_ago
from monitoring.lists.places import Viewer
from monitoring.registry.quantities import FEN


@dataclass(frozen=True)
class Place:
    """Figures of a division; None where there is nothing to divide by."""

    division: Division
    monitored: int
    helped: int
    without: int
    able: int
    developing: int
    undeveloped: int
    identified: int
    reached: int
    eliminated: int
    stalled: int
    stalled_measures: int
    lag_median: float | None
    spent: Decimal

    @property
    def coverage(self) -> float | None:
        return _percent(self.helped, self.monitored)

    @property
    def development(self) -> float | None:
        return _percent(self.developing, self.able)

    @property
    def cost_each(self) -> Decimal | None:
        return (self.spent / self.eliminated).quantize(FEN) if self.eliminated else None


def counted(user: Viewer, area: Division) -> tuple[Place, list[Place]]:
    """Of what the user sees in `area`: all of it, and by the divisions one level below."""
    rows = seen_by(user).within(area)
    below = list(rows.by_place(_digits_below(area), a_year_ago()))
    names = Division.objects.in_bulk([row["place"].ljust(CODE_LENGTH, "0") for row in below])
    return _all(rows, area), [_place(names, row) for row in below]


def _all(rows: HelpEffectQuerySet, area: Division) -> Place:
    return Place(area, **rows.counted(a_year_ago()))


def _place(names: dict[Any, Division], row: dict[str, Any]) -> Place:
    return Place(names[row.pop("place").ljust(CODE_LENGTH, "0")], **row)


def _digits_below(area: Division) -> int:
    widths = sorted(Division.PREFIX.values())
    return next((width for width in widths if width > len(area.prefix)), len(area.prefix))


def _percent(part: int, whole: int) -> float | None:
    return round(part * 100 / whole, 1) if whole else None
