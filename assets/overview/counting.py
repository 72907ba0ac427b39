"""What the assets of a place are worth and whether they are used, counted in a few statements.

All that is shown is folded from one statement of small cells, so that its parts and its sums
always agree.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, Sum, Value, When
from django.db.models.functions import ExtractYear, Left

from accounts.models import Division
from accounts.scope import areas, within
from assets.ledger import sources, uses
from assets.ledger.depreciation import worth
from assets.ledger.lists import assets_seen_by
from assets.ledger.models import Project
from assets.ledger.querysets import AssetQuerySet
from monitoring.lists.places import Viewer


@dataclass
class Sums:
    count: int = 0
    original: Decimal = Decimal(0)
    net: Decimal = Decimal(0)

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.count + other.count, self.original + other.original, self.net + other.net)


@dataclass(frozen=True)
class Cell:
    """Assets that are alike in all that is shown."""

    place: str  # the first digits of a division one level below
    asset_class: str
    kind: str
    use: str
    year: int
    sums: Sums


Folded = dict[Any, Sums]


def seen_in(user: Viewer, area: Division) -> AssetQuerySet:
    """An area of the user's own needs no second condition, which the planner would count twice."""
    rows = assets_seen_by(user)
    return rows if areas(user) == [area] else rows.filter(within(area))


def cells(rows: AssetQuerySet, digits: int, day: date) -> list[Cell]:
    alike = ("place_of", "asset_class", "kind", "state", "is_known", "year_of")
    found: Any = rows.order_by().annotate(
        is_known=Case(When(uses.known(day), then=Value(True)), default=Value(False)),
        place_of=Left("division", digits),
        year_of=ExtractYear("began_on"),
    )
    return [
        Cell(place, of_class, kind, uses.of(state, is_known=is_known), year, Sums(*sums))
        for place, of_class, kind, state, is_known, year, *sums in found.values_list(
            *alike
        ).annotate(**_sums(day))
    ]


def folded(found: Iterable[Cell], key: Callable[[Cell], Hashable]) -> Folded:
    sums: Folded = defaultdict(Sums)
    for cell in found:
        sums[key(cell)] += cell.sums
    return dict(sums)


def by_source(rows: AssetQuerySet, day: date) -> Folded:
    """The projects first, whose source is asked for once."""
    by_project = rows.order_by().values_list("project").annotate(**_sums(day))
    projects = Project.objects.filter(pk__in=rows.values("project"))
    source_of = dict(sources.with_source(projects).values_list("pk", "source"))
    sums: Folded = defaultdict(Sums)
    for project, *found in by_project:
        sums[source_of.get(project) or sources.NONE] += Sums(*found)
    return dict(sums)


def by_place(rows: AssetQuerySet, digits: int) -> Mapping[str, int]:
    """How many of the rows lie in each place."""
    return dict(
        rows.order_by().values_list(Left("division", digits)).annotate(Count("pk"))
    )  # fmt: skip


def _sums(day: date) -> dict[str, Any]:
    """In the order of `Sums`."""
    return {
        "count": Count("pk"),
        "original": Sum("original_value"),
        "net": Sum(worth(day)),
    }
