"""What is known of one household, indicator by indicator: the value, since when, and from where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from monitoring.indicators import wide
from monitoring.indicators.catalogue import OF_REGISTRY, STATEMENT_BEFORE, Indicator, Kind, Over
from monitoring.indicators.deciding import CountedMember, counted_members, deciding
from monitoring.registry.models import Change, Household, LivingConditions, Source, Statement

Value = Decimal | int | bool | None
# Of these verdicts every member is a part; for any other, some members are the reason.
ALL_ALIKE = {Over.ANY_MEMBER: False, Over.EVERY_MEMBER: True}


@dataclass(frozen=True)
class Fact:
    indicator: Indicator
    value: Value  # a ratio rounded down to a cent; the exact one is two columns
    year: int | None  # of the yearly statement it is from
    members: tuple[str, ...]  # names of those who are the reason
    given: Source | None  # the act that last gave one of the values it rests on

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def label(self) -> str:
        return str(self.indicator.label)

    @property
    def unit(self) -> str:
        return str(self.indicator.unit)

    @property
    def day(self) -> date | None:
        return timezone.localdate(self.given.at) if self.given else None

    @property
    def source(self) -> str:
        """Where it is written, and by which act, in words."""
        register = str(self.indicator.source)
        if self.year:
            register = _("Yearly statement of %(year)s") % {"year": self.year}
        if self.given is None:
            return register
        return _("%(register)s, %(act)s") % {"register": register, "act": _act(self.given)}


def plain(*indicators: Indicator) -> wide.Facts:
    """Of a table that knows nothing of its indicators but their values."""

    def known(_household: Household, values: Mapping[str, Any]) -> list[Fact]:
        return [Fact(each, values[each.code], None, (), None) for each in indicators]

    return known


def facts(household: Household) -> list[Fact]:
    """Every indicator of a household, as the wide table has it; none where it is not in it."""
    values = wide.known([household.pk]).get(household.pk)
    if values is None:
        return []
    registry = _read(household, values)
    found = [_fact(indicator, registry) for indicator in OF_REGISTRY]
    return found + [fact for each in wide.beside for fact in each.facts(household, values)]


@dataclass(frozen=True)
class _Registry:
    """One household's indicators, and the acts that gave the rows and values behind them."""

    values: Mapping[str, Any]
    members: Sequence[CountedMember]
    rows: Mapping[tuple[str, int | None], Mapping[int, int]]  # by entity and year: id to source
    changes: Mapping[tuple[str, int, str], int]  # by entity, id and column: the newest source
    sources: Mapping[int, Source]


def _read(household: Household, values: Mapping[str, Any]) -> _Registry:
    members = counted_members(household.pk, timezone.localdate())
    rows: dict[tuple[str, int | None], dict[int, int]] = {
        ("household", None): {household.pk: household.source_id},
        ("member", None): {member.id: member.source_id for member in members},
        ("conditions", None): dict(
            LivingConditions.objects.filter(pk=household.pk).values_list("pk", "source_id")
        ),
    }
    statements = Statement.objects.filter(household=household, kind=Statement.Kind.YEARLY)
    for year, pk, source in statements.values_list("year", "pk", "source_id"):
        rows["statement", year] = {pk: source}
    changes = {
        (entity, pk, column): source
        for entity, pk, column, source in Change.objects.filter(household_id=household.pk)
        .order_by("entity", "entity_id", "field", "-id")
        .distinct("entity", "entity_id", "field")
        .values_list("entity", "entity_id", "field", "source_id")
    }
    created = {source for sources in rows.values() for source in sources.values()}
    sources = Source.objects.select_related("by").in_bulk(created | set(changes.values()))
    return _Registry(values, members, rows, changes, sources)


def _fact(indicator: Indicator, registry: _Registry) -> Fact:
    value = _value(indicator, registry.values)
    year = _year(indicator, registry.values["statement_year"])
    rows = registry.rows.get((indicator.entity, year), {})
    names: tuple[str, ...] = ()
    if indicator.over != Over.HOUSEHOLD:
        reasons = deciding(registry.members, indicator, value)
        rows = {member.id: member.source_id for member in reasons}
        if value is not ALL_ALIKE[indicator.over]:
            names = tuple(member.name for member in reasons)
    return Fact(indicator, value, year, names, _last_act(indicator, rows, registry))


def _value(indicator: Indicator, values: Mapping[str, Any]) -> Value:
    if indicator.kind != Kind.RATIO:
        stored: Value = values[indicator.code]
        return stored
    above, below = values[indicator.numerator], values[indicator.denominator]
    if above is None or not below:
        return None
    # Down, so that what is short of a line by less than a cent does not read like the line.
    return Decimal(Fraction(above) * 100 // below).scaleb(-2)


def _year(indicator: Indicator, statement_year: int | None) -> int | None:
    if indicator.entity != "statement" or statement_year is None:
        return None
    return statement_year - 1 if indicator.source is STATEMENT_BEFORE else statement_year


def _last_act(indicator: Indicator, rows: Mapping[int, int], registry: _Registry) -> Source | None:
    """The newest act that created one of the rows, or changed a value the indicator rests on."""
    acts = set(rows.values())
    for row in rows:
        for column in indicator.columns:
            acts.add(registry.changes.get((indicator.entity, row, column), 0))
    return registry.sources.get(max(acts, default=0))


def _act(source: Source) -> str:
    if source.kind == Source.Kind.BATCH and source.batch_id:
        return _("import %(number)s") % {"number": source.batch_id}
    if source.by:
        return _("%(act)s by %(person)s") % {
            "act": source.get_kind_display(),
            "person": source.by,
        }
    return source.get_kind_display()
