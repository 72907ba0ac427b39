"""What the assets of a place are worth and whether they are used, counted in a few statements.

The assets are read once, and counted by each cut of the page on the way, so that its parts and its
sums always agree.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count
from django.db.models.functions import ExtractYear, Left

from accounts.models import Division
from accounts.scope import areas, within
from assets.ledger import sources, uses
from assets.ledger.depreciation import worth
from assets.ledger.lists import assets_seen_by
from assets.ledger.querysets import AssetQuerySet
from monitoring.lists.places import Viewer

CUTS = """
    SELECT GROUPING(place, kind, year, source), place, asset_class, use, kind, year, source,
        count(*), sum(original), sum(net)
    FROM ({rows}) q (place, asset_class, use, kind, year, source, original, net)
    GROUP BY GROUPING SETS ((place, asset_class, use), (kind), (year), (source))
"""
PLACE, KIND, YEAR, SOURCE = 0b0111, 0b1011, 0b1101, 0b1110  # a bit says: not grouped by


@dataclass
class Sums:
    count: int = 0
    original: Decimal = Decimal(0)
    net: Decimal = Decimal(0)

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.count + other.count, self.original + other.original, self.net + other.net)


@dataclass(frozen=True)
class Cell:
    place: str  # the first digits of a division one level below
    asset_class: str
    use: str
    sums: Sums


Folded = dict[Any, Sums]


@dataclass(frozen=True)
class Counts:
    cells: list[Cell]
    kinds: Folded
    years: Folded
    sources: Folded


def seen_in(user: Viewer, area: Division) -> AssetQuerySet:
    """An area of the user's own needs no second condition, which the planner would count twice."""
    rows = assets_seen_by(user)
    return rows if areas(user) == [area] else rows.filter(within(area))


def counts(rows: AssetQuerySet, digits: int, day: date) -> Counts:
    cells, by = [], {KIND: Folded(), YEAR: Folded(), SOURCE: Folded()}
    for grouped, place, asset_class, use, kind, year, source, *found in _cut(rows, digits, day):
        sums = Sums(*found)
        if grouped == PLACE:
            cells.append(Cell(place, asset_class, use, sums))
        else:
            by[grouped][kind or year or source] = sums
    return Counts(cells, by[KIND], by[YEAR], by[SOURCE])


def folded(found: Iterable[Cell], key: Callable[[Cell], Hashable]) -> Folded:
    sums: Folded = defaultdict(Sums)
    for cell in found:
        sums[key(cell)] += cell.sums
    return dict(sums)


def by_place(rows: AssetQuerySet, digits: int) -> Mapping[str, int]:
    """How many of the rows lie in each place."""
    return dict(
        rows.order_by().values_list(Left("division", digits)).annotate(Count("pk"))
    )  # fmt: skip


def _cut(rows: AssetQuerySet, digits: int, day: date) -> list[tuple[Any, ...]]:
    inner = rows.order_by().values_list(
        Left("division", digits), "asset_class", uses.use_on(day), "kind",
        ExtractYear("began_on"), sources.source_of(), "original_value", worth(day),
    )  # fmt: skip
    statement, asked = inner.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(CUTS.format(rows=statement), asked)
        return list(cursor.fetchall())
