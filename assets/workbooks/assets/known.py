"""All that the rows of a workbook are judged by, read in a few statements whatever their number."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from accounts.models import Division
from accounts.scope import inside
from assets.ledger.models import Asset, DepreciationRule, Kind, Project
from monitoring.criteria.querysets import OWN_FIRST, of_place
from monitoring.feeds.records.parsing import Parsed
from monitoring.registry.models import Household

Alike = tuple[str, str, str, date, Decimal]


@dataclass(frozen=True)
class Known:
    area: Division
    kinds: dict[str, Kind]  # by name
    rules: Sequence[DepreciationRule]
    divisions: dict[str, Division]  # by code
    called: defaultdict[str, list[Division]]  # by name
    projects: dict[str, Project]  # by number
    named: defaultdict[str, list[Project]]  # by name
    households: dict[str, Household]  # by code
    numbered: dict[str, Asset]  # by number, also those that have ended
    alike: defaultdict[Alike, list[Asset]]  # without a number, what is alike is the same
    seen: set[str] = field(default_factory=set)  # numbers of the rows before

    def rule(self, kind: Kind, day: date) -> DepreciationRule | None:
        return rule_among(self.rules, kind, day)


def rules_of(code: str) -> list[DepreciationRule]:
    """At that place, those that hold first."""
    return list(DepreciationRule.objects.filter(of_place(code)).order_by(*OWN_FIRST))


def rule_among(rules: Iterable[DepreciationRule], kind: Kind, day: date) -> DepreciationRule | None:
    return next((r for r in rules if r.kind_id == kind.pk and r.valid_from <= day), None)


def known_of(rows: Collection[Parsed], area: Division, *, lock: bool) -> Known:
    """`lock`: nobody else writes these assets until the end of the transaction."""
    divisions = list(Division.objects.filter(inside([area], "code")).select_related("parent"))
    projects = list(Project.objects.filter(county=area))
    assets = list(_assets(rows, area, lock=lock))
    codes = {row.data["household"] for row in rows if "household" in row.data}
    households = Household.objects.filter(inside([area]), code__in=codes)
    return Known(
        area,
        kinds={each.name: each for each in Kind.objects.all()},
        rules=rules_of(area.code),
        divisions={each.code: each for each in divisions},
        called=_grouped(divisions, lambda each: each.name),
        projects={each.number: each for each in projects},
        named=_grouped(projects, lambda each: each.name),
        households={each.code: each for each in households},
        numbered={each.number: each for each in assets},
        alike=_grouped((each for each in assets if not each.ended_on), alike),
    )


def alike(asset: Asset) -> Alike:
    return asset.division_id, asset.name, asset.kind_id, asset.began_on, asset.original_value


def _assets(rows: Collection[Parsed], area: Division, *, lock: bool) -> Iterable[Asset]:
    """Those with a number or a name of the rows."""
    in_county = Asset.objects.filter(county=area.code[:6]).select_related("kind", "project")
    numbers = {row.data["number"] for row in rows if "number" in row.data}
    names = {row.data["name"] for row in rows if "number" not in row.data}
    found = in_county.filter(number__in=numbers) | in_county.filter(name__in=names)
    return (found.select_for_update(of=("self",)) if lock else found).order_by("pk")


def _grouped(rows: Iterable[Any], key: Callable[[Any], Any]) -> defaultdict[Any, list[Any]]:
    groups: defaultdict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups
