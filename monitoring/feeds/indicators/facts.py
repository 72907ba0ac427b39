"""What was told of one household, indicator by indicator: of whom, by which feed, received when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg2 import sql

from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.indicators.catalogue import TOLD, Told
from monitoring.feeds.indicators.refresh import counting, persons
from monitoring.indicators.catalogue import Kind
from monitoring.indicators.facts import Fact
from monitoring.registry.models import Household
from monitoring.registry.quantities import FEN

RECORDS = sql.SQL("""
    WITH {persons}
    SELECT t.name, t.feed, t.record_id, t.at, {values}
    FROM t JOIN person p ON p.member_id IS NOT DISTINCT FROM t.member_id ORDER BY t.at, t.record_id
""")


@dataclass(frozen=True)
class Record:
    """A record that counts: whose, of which feed, and what all records of theirs come to."""

    name: str | None  # None: of the village
    feed: str
    id: int
    at: datetime
    values: Mapping[str, Any]


@dataclass(frozen=True)
class ToldFact(Fact):
    """A fact that rests on records; the newest of them is named as its source."""

    record: Record | None

    @property
    def day(self) -> date | None:
        return timezone.localdate(self.record.at) if self.record else None

    @property
    def source(self) -> str:
        if self.record is None:
            return super().source
        feed = FEEDS[self.record.feed]
        return _("%(feed)s of %(department)s, record %(number)s, received on %(day)s") % {
            "feed": feed.label,
            "department": feed.department,
            "number": self.record.id,
            "day": f"{self.day:%Y-%m-%d}",
        }


def facts(household: Household, values: Mapping[str, Any]) -> list[Fact]:
    """Every indicator of the table, for a household whose indicators are `values`."""
    told = any(values[each.code] for each in TOLD)
    records = _records(household.pk) if told else []
    return [_fact(each, values[each.code], records) for each in TOLD]


def _fact(told: Told, value: Any, records: Sequence[Record]) -> ToldFact:
    reasons = [
        each for each in records if value and each.feed in told.feeds and _says(told, value, each)
    ]
    names = tuple(dict.fromkeys(each.name for each in reasons if each.name))
    newest = reasons[-1] if reasons else None
    return ToldFact(told.indicator, value, year=None, members=names, given=None, record=newest)


def _says(told: Told, value: Any, record: Record) -> bool:
    said = record.values[told.code]
    return bool((said * FEN if told.indicator.kind == Kind.MONEY else said) == value)


def _records(household_id: int) -> list[Record]:
    """Its records that count today, those that came last at the end."""
    statement = RECORDS.format(
        persons=persons(sql.SQL("h.id = %(household)s")),
        values=sql.SQL(", ").join(sql.Identifier("p", told.code) for told in TOLD),
    )
    parameters = counting(timezone.localdate()) | {"household": household_id}
    codes = [told.code for told in TOLD]
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [
            Record(name, feed, pk, at, dict(zip(codes, said, strict=True)))
            for name, feed, pk, at, *said in cursor.fetchall()
        ]
