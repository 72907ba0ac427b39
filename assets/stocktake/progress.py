"""How far a stock-take is, place by place."""

from dataclasses import dataclass

from accounts.models import CODE_LENGTH, Division
from assets.stocktake.querysets import StockLineQuerySet

DIGITS = {Division.Level.COUNTY: Division.PREFIX[Division.Level.TOWNSHIP]}  # of what is below it


@dataclass(frozen=True)
class Place:
    division: Division
    all: int
    found: int
    differing: int
    left: int

    @property
    def percent(self) -> int:
        """Of those that were looked for; 100 only where none is left."""
        return (self.all - self.left) * 100 // self.all if self.all else 100


def by_place(lines: StockLineQuerySet, area: Division) -> list[Place]:
    """By the townships of a county, or the villages of a township; what belongs to the area
    itself stands under its own name.
    """
    rows = list(lines.by_place(DIGITS.get(Division.Level(area.level), CODE_LENGTH)))
    codes = [row.pop("prefix").ljust(CODE_LENGTH, "0") for row in rows]
    names = Division.objects.select_related("parent").in_bulk(codes)
    return [Place(names[code], **row) for code, row in zip(codes, rows, strict=True)]
