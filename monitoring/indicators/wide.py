"""Every indicator as one table: the registry's wide table, and sparse ones of slices above.

A sparse table has a row of the households somebody told something of. Who has no row there has
nothing of it: each of its indicators is no, or 0, and never missing. PostgreSQL leaves a table out
of the plan where no condition names one of its columns, since a household has one row at most.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg2.sql import SQL, Composable, Composed, Identifier

from accounts.models import Division
from monitoring.indicators import refresh as registry
from monitoring.indicators.catalogue import INDICATORS, Indicator, Kind
from monitoring.registry.models import Household
from monitoring.registry.quantities import FEN

if TYPE_CHECKING:
    from monitoring.indicators.facts import Fact

REGISTRY = "monitoring_householdindicators"
OF_ANOTHER_DAY = "_of_another_day"
NOTHING = {Kind.BOOLEAN: SQL("false")}  # of every other kind 0

JOINED = SQL("(SELECT {columns} FROM {registry} i {beside})")
BESIDE = SQL("LEFT JOIN {table} {alias} ON {alias}.household_id = i.household_id")
KNOWN = SQL("SELECT * FROM {source} i WHERE i.household_id = ANY (%s)")


class Refresh(Protocol):
    """Brings the rows of today's table to the day; returns how many changed."""

    def __call__(
        self,
        *,
        as_of: date,
        division: Division | None = None,
        household_ids: Sequence[int] | None = None,
    ) -> int: ...


class Compute(Protocol):
    """Makes the temporary table `table` as it is on another day."""

    def __call__(
        self, cursor: CursorWrapper, table: str, *, as_of: date, division: Division | None = None
    ) -> None: ...


class Facts(Protocol):
    """What the table knows of one household, whose indicators are `values`."""

    def __call__(self, household: Household, values: Mapping[str, Any], /) -> list["Fact"]: ...


@dataclass(frozen=True)
class Beside:
    """A sparse table: its columns, never null, are `household_id` and those of its indicators."""

    table: str
    indicators: tuple[Indicator, ...]
    refresh: Refresh
    compute: Compute
    facts: Facts


beside: list[Beside] = []


def register(table: Beside) -> None:
    """Have criteria name its indicators and screening keep it; once, as the application starts."""
    if table not in beside:
        beside.append(table)
        INDICATORS.update({each.code: each for each in table.indicators})


def refresh(
    *,
    as_of: date,
    division: Division | None = None,
    household_ids: Sequence[int] | None = None,
) -> None:
    """Bring every table to the day `as_of`: today, for they hold one day only."""
    for bring in (registry.refresh, *(each.refresh for each in beside)):
        bring(as_of=as_of, division=division, household_ids=household_ids)


def compute(cursor: CursorWrapper, *, as_of: date, division: Division | None = None) -> Composed:
    """Every table as it is on another day, until this transaction ends; what to select from."""
    registry.compute(cursor, REGISTRY + OF_ANOTHER_DAY, as_of=as_of, division=division)
    for each in beside:
        each.compute(cursor, each.table + OF_ANOTHER_DAY, as_of=as_of, division=division)
    return source(OF_ANOTHER_DAY)


def source(suffix: str = "") -> Composed:
    """What to select from: one row per household, one column per stored indicator, as of today."""
    columns: list[Composable] = [SQL("i.*")]
    joins: list[Composable] = []
    for number, each in enumerate(beside):
        alias = Identifier(f"beside_{number}")
        joins.append(BESIDE.format(table=Identifier(each.table + suffix), alias=alias))
        columns += [_filled(alias, indicator) for indicator in each.indicators]
    return JOINED.format(
        columns=SQL(", ").join(columns),
        registry=Identifier(REGISTRY + suffix),
        beside=SQL(" ").join(joins),
    )


def known(household_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """Today's row of each of these households, amounts in yuan."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN.format(source=source()), [list(household_ids)])
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {row["household_id"]: _in_yuan(row) for row in rows}


def _filled(alias: Identifier, indicator: Indicator) -> Composed:
    return SQL("coalesce({alias}.{name}, {nothing}) AS {name}").format(
        alias=alias,
        name=Identifier(indicator.code),
        nothing=NOTHING.get(indicator.kind, SQL("0")),
    )


def _in_yuan(row: dict[str, Any]) -> dict[str, Any]:
    amounts = {
        name: value * FEN
        for name, value in row.items()
        if value is not None and name in INDICATORS and INDICATORS[name].kind == Kind.MONEY
    }
    return row | amounts
