"""The assets of a place at a glance; every number is a door to the assets that it counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import CODE_LENGTH, Division
from assets.alarms.lists import alarms_seen_by
from assets.ledger import sources, uses
from assets.ledger.choices import AssetClass
from assets.ledger.lacking import lacking
from assets.ledger.models import Kind
from assets.overview import counting
from assets.overview.counting import Cell, Counts, Sums, by_place
from assets.overview.points import Point, points
from assets.overview.rates import Rate, percent, rates
from monitoring.lists.places import Viewer

FEW, SOME = 8, 14  # bars
FOLDED = ("kind", "year")


@dataclass(frozen=True)
class Line:
    label: str
    sums: Sums
    url: str


@dataclass(frozen=True)
class Place(Line):
    """A division one level below, or what belongs to none of them."""

    division: Division
    idle: int
    unknown: int
    ought: int  # to have a certificate
    untitled: int
    here: str  # the query of its list

    @property
    def titled(self) -> Decimal | None:
        return percent(self.ought - self.untitled, self.ought)


@dataclass(frozen=True)
class Section:
    code: str
    title: str
    lines: Sequence[Line]
    folds: bool = False  # until somebody asks

    @property
    def size(self) -> str:
        return size(self.lines)


@dataclass(frozen=True)
class Whole:
    area: Division
    total: Place
    places: Sequence[Place]
    sections: Sequence[Section]
    missing: Sequence[tuple[str, int, str]]
    rates: Sequence[Rate]
    points: Sequence[Point]

    @property
    def size(self) -> str:
        return size(self.places)

    @property
    def drills(self) -> bool:
        """Whether there are places below."""
        return self.area.level != Division.Level.VILLAGE


def counted(user: Viewer, area: Division) -> Whole:
    day, digits = timezone.localdate(), below(area)
    rows = counting.seen_in(user, area)
    counts = counting.counts(rows, digits, day)
    lacks = {code: by_place(only(rows), digits) for code, (_label, only) in lacking.items()}
    places = _places(counts.cells, lacks["title"], area)
    return Whole(
        area, _total(counts.cells, places, area), places,
        sections=list(_sections(counts, area)),
        missing=list(_missing(user, lacks, area)),
        rates=rates(user, area, _operating(counts.cells)),
        points=points(rows, area),
    )  # fmt: skip


def size(lines: Sequence[Line]) -> str:
    """The class of a chart that has room for a bar each."""
    return "small-chart" if len(lines) <= FEW else "tall-chart" if len(lines) > SOME else ""


def door(area: Division, **chosen: Any) -> str:
    return f"{reverse('assets:list')}?{urlencode({'division': area.code} | chosen)}"


def below(area: Division) -> int:
    """Digits of the divisions one level below."""
    widths = sorted(Division.PREFIX.values())
    return next((width for width in widths if width > len(area.prefix)), len(area.prefix))


def _total(cells: Sequence[Cell], places: Sequence[Place], area: Division) -> Place:
    sums = sum((cell.sums for cell in cells), Sums())
    counts = {
        name: sum(getattr(place, name) for place in places)
        for name in ("idle", "unknown", "ought", "untitled")
    }
    return Place(str(area), sums, door(area), area, **counts, here=door(area))


def _places(cells: Sequence[Cell], untitled: Mapping[str, int], area: Division) -> list[Place]:
    sums = counting.folded(cells, lambda cell: cell.place)
    used = counting.folded(cells, lambda cell: (cell.place, cell.use))
    ought = counting.folded(
        (cell for cell in cells if cell.asset_class != AssetClass.HOUSEHOLD),
        lambda cell: cell.place,
    )
    codes = {place.ljust(CODE_LENGTH, "0"): place for place in sums}
    found = []
    for code, division in sorted(Division.objects.in_bulk(codes).items()):
        place, own = codes[code], {"alone": "on"} if code == area.code else {}
        here = door(division, **own)
        found.append(
            Place(
                _label(division, area), sums[place], here if own else f"?division={code}",
                division,
                idle=used.get((place, "idle"), Sums()).count,
                unknown=used.get((place, uses.UNKNOWN), Sums()).count,
                ought=ought.get(place, Sums()).count,
                untitled=untitled.get(place, 0),
                here=here,
            )
        )  # fmt: skip
    return found


def _operating(cells: Iterable[Cell]) -> Decimal:
    classes = counting.folded(cells, lambda cell: cell.asset_class)
    return classes.get(AssetClass.OPERATING, Sums()).original


def _missing(
    user: Viewer, lacks: Mapping[str, Mapping[str, int]], area: Division
) -> Iterable[tuple[str, int, str]]:
    for code, (label, _only) in lacking.items():
        yield str(label), sum(lacks[code].values()), door(area, lacks=code)
    alarms = alarms_seen_by(user).within(area).open().count()
    yield _("Open alarms"), alarms, f"{reverse('alarms:list')}?division={area.code}"


def _label(division: Division, area: Division) -> str:
    return _("%(place)s itself") % {"place": division} if division == area else str(division)


def _sections(counts: Counts, area: Division) -> Iterable[Section]:
    kinds = {kind.pk: kind.name for kind in Kind.objects.all()}
    cuts: list[tuple[str, str, str, Mapping[Any, Any], counting.Folded]] = [
        ("use", _("In use, idle or unknown"), "use", dict(uses.CHOICES),
         counting.folded(counts.cells, lambda cell: cell.use)),
        ("class", _("By class"), "asset_class", dict(AssetClass.choices),
         counting.folded(counts.cells, lambda cell: cell.asset_class)),
        ("source", _("By main source of money"), "source", dict(sources.CHOICES), counts.sources),
        ("kind", _("By sub-class"), "kind", kinds,
         counts.kinds),
        ("year", pgettext("asset", "By the year since which they are in use"), "year", {},
         counts.years),
    ]  # fmt: skip
    for code, title, name, labels, sums in cuts:
        keys = [key for key in labels if key in sums] or sorted(sums)
        lines = [Line(str(labels.get(k, k)), sums[k], door(area, **{name: k})) for k in keys]
        yield Section(code, title, lines, folds=code in FOLDED)
