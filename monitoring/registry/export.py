"""Households and their members as the census workbook has them, streamed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from django.db.models import F, FilteredRelation, Model, Q, QuerySet

from accounts.models import Division
from accounts.personal import decrypt, mask
from monitoring.exchange.writing import Table
from monitoring.registry.models import Household, LivingConditions, Member, Statement
from monitoring.registry.querysets import HouseholdQuerySet
from monitoring.registry.sheets import HOUSEHOLD_COLUMNS, MEMBER_COLUMNS, Column
from monitoring.registry.wording import INCOME, PHONES

Cell = Callable[[Any], Any]
Tick = Callable[[int], None]

CHUNK = 2_000
# How a row of the query reaches each model's columns.
PREFIX: dict[type[Model], str] = {
    Household: "",
    Member: "",
    LivingConditions: "conditions__",
    Statement: "yearly__",
}
LEVELS = ("province", "city", "county", "township", "village")
OF_THE_FACTS = Q(statements__kind=Statement.Kind.YEARLY, statements__year=F("facts_year"))
AS_STORED: Mapping[str, str] = {}


def tables(
    households: HouseholdQuerySet,
    *,
    in_full: bool,
    tick: Tick,
    statements: Q = OF_THE_FACTS,
    instead: Mapping[str, str] = AS_STORED,
) -> list[Table]:
    """Both sheets of the census; personal numbers and phones masked unless `in_full`.

    `tick` hears how many rows of a sheet are written. `statements` says whose amounts are told,
    one a household; `instead`, by column, what of the query stands in its place.
    """
    told = households.annotate(yearly=FilteredRelation("statements", condition=statements))
    told = told.order_by("division_id", "code")
    members = Member.objects.active().filter(household__in=households.order_by().values("pk"))
    members = members.order_by("division_id", "household__code", "pk")
    return [
        _table("户信息", HOUSEHOLD_COLUMNS, told, in_full, tick, instead),
        _table("家庭成员信息", MEMBER_COLUMNS, members, in_full, tick),
    ]


def _table(
    name: str,
    columns: Sequence[Column],
    rows: QuerySet[Any],
    in_full: bool,
    tick: Tick,
    instead: Mapping[str, str] = AS_STORED,
) -> Table:
    places = _Places()
    made = [
        ((instead[column.field],), _plain)
        if column.field in instead
        else _column(column, rows.model, places, in_full=in_full)
        for column in columns
    ]
    return Table(name, [column.header for column in columns], _rows(rows, made, tick))


def _rows(
    rows: QuerySet[Any], columns: list[tuple[tuple[str, ...], Cell]], tick: Tick
) -> Iterator[list[Any]]:
    """Each column takes one stored value, or several as a tuple."""
    keys = list(dict.fromkeys(key for asked, _ in columns for key in asked))
    at = [(tuple(map(keys.index, asked)), cell) for asked, cell in columns]
    single = [(places[0], cell) if len(places) == 1 else (places, cell) for places, cell in at]
    for number, row in enumerate(rows.values_list(*keys).iterator(chunk_size=CHUNK), start=1):
        yield [
            cell(row[place] if isinstance(place, int) else tuple(row[each] for each in place))
            for place, cell in single
        ]
        if number % CHUNK == 0:
            tick(number)


def _column(
    column: Column, model: type[Model], places: "_Places", *, in_full: bool
) -> tuple[tuple[str, ...], Cell]:
    """The stored values that a column is made of, and how."""
    if column.model is None:
        return _without_model(column, model, places, in_full=in_full)
    key = PREFIX[column.model] + column.field
    if column.personal:
        return ((f"{key}_cipher",), _decrypted) if in_full else ((f"{key}_masked",), _plain)
    if column.field in PHONES and not in_full:
        return (key,), mask
    return (key,), _plain


def _without_model(
    column: Column, model: type[Model], places: "_Places", *, in_full: bool
) -> tuple[tuple[str, ...], Cell]:
    household = "household__" if model is Member else ""
    if column.field in LEVELS:
        return ("division_id",), partial(places.name, LEVELS.index(column.field))
    amounts = tuple(f"yearly__{part}" for part in (*INCOME, "business_cost"))
    return {
        "division_code": (("division_id",), _plain),
        "code": ((f"{household}code",), _plain),
        "year": (("facts_year",), _plain),
        "net_income": (amounts, _net),
        "net_income_pc": ((*amounts, "yearly__people"), _net_per_person),
        "household_phone": ((f"{household}phone",), _plain if in_full else mask),
    }[column.field]


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(value) if isinstance(value, list) else value


def _decrypted(stored: memoryview | None) -> str | None:
    return None if stored is None else decrypt(stored)


def _net(parts: Sequence[Any]) -> Any:
    return None if None in parts else sum(parts[:-1]) - parts[-1]


def _net_per_person(parts: Sequence[Any]) -> Any:
    *amounts, people = parts
    net = _net(amounts)
    return None if net is None or not people else net / people


class _Places:
    """The names of a village and of what it lies in, by its code."""

    def __init__(self) -> None:
        self._names = dict(Division.objects.values_list("code", "name"))

    def name(self, level: int, code: str) -> str:
        length = tuple(Division.PREFIX.values())[level]
        return self._names.get(code[:length].ljust(12, "0"), "")
