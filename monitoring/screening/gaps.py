"""How much could not be judged: percentages per place and criterion, never to-dos."""

from dataclasses import dataclass

from django.db.models import Sum
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from accounts.models import Division
from accounts.scope import inside, visible
from monitoring.lists.places import Viewer
from monitoring.screening.forms import criterion_names
from monitoring.screening.gap_counts import WITHOUT_MEMBERS
from monitoring.screening.models import GapCount

Level = Division.Level
BELOW = {
    Level.PROVINCE: Level.CITY,
    Level.CITY: Level.COUNTY,
    Level.COUNTY: Level.TOWNSHIP,
    Level.TOWNSHIP: Level.VILLAGE,
    Level.VILLAGE: Level.VILLAGE,
}
# A cell is shaded by the first of these percentages it does not exceed.
SHADES = (0, 1, 3, 10, 30, 100)


@dataclass(frozen=True)
class Cell:
    name: str
    missing: int = 0
    households: int = 0

    @property
    def percent(self) -> float:
        return self.missing * 100 / self.households if self.households else 0

    @property
    def shade(self) -> int:
        return next(shade for shade, limit in enumerate(SHADES) if self.percent <= limit)


@dataclass(frozen=True)
class Row:
    division: Division
    cells: list[Cell]


@dataclass(frozen=True)
class Table:
    """Criteria as columns, the divisions inside a place as rows, and the place itself.

    Without rows where nothing was counted yet: that is not 0 %.
    """

    names: list[str]
    total: list[Cell]
    rows: list[Row]


def gap_table(user: Viewer, place: Division) -> Table:
    counts = visible(GapCount, user).filter(inside([place]))
    level = BELOW[Level(place.level)]
    digits = Division.PREFIX[level]
    grouped = (
        counts.annotate(place=Left("division_id", digits))
        .values_list("place", "criterion")
        .annotate(Sum("missing"), Sum("households"))
    )
    found = {(prefix, code): (missing, households) for prefix, code, missing, households in grouped}
    if not found:
        return Table([], [], [])
    names = criterion_names() | {WITHOUT_MEMBERS: _("Nobody left to judge")}
    divisions = Division.objects.filter(inside([place], "code"), level=level)
    rows = [
        Row(division, [Cell(name, *found.get((division.code[:digits], code), ()))
                       for code, name in names.items()])
        for division in divisions
    ]  # fmt: skip
    return Table(list(names.values()), _total(rows), rows)


def _total(rows: list[Row]) -> list[Cell]:
    columns = zip(*(row.cells for row in rows), strict=True)
    return [
        Cell(
            column[0].name,
            sum(cell.missing for cell in column),
            sum(cell.households for cell in column),
        )
        for column in columns
    ]
