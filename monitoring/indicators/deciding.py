"""Which members an indicator over members turns on: the same rules, asked of each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from psycopg2 import sql

from monitoring.indicators.catalogue import STORED, Indicator, Over
from monitoring.indicators.expressions import days

OVER_MEMBERS = tuple(each for each in STORED if each.over != Over.HOUSEHOLD)
VERDICTS = """
    SELECT p.id, p.name, p.source_id, {verdicts}
    FROM monitoring_member p WHERE p.household_id = %(household)s AND p.status = 'active'
    ORDER BY p.id
"""


@dataclass(frozen=True)
class CountedMember:
    id: int
    name: str
    source_id: int
    verdicts: Mapping[str, bool | None]


def counted_members(household_id: int, as_of: date) -> list[CountedMember]:
    """The members counted, each with what every indicator over members says of them alone."""
    verdicts = sql.SQL(", ").join(
        sql.SQL("({})").format(sql.SQL(each.sql)) for each in OVER_MEMBERS
    )
    codes = [each.code for each in OVER_MEMBERS]
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(VERDICTS).format(verdicts=verdicts), days(as_of) | {"household": household_id}
        )
        return [
            CountedMember(pk, name, source_id, dict(zip(codes, values, strict=True)))
            for pk, name, source_id, *values in cursor.fetchall()
        ]


def deciding(
    members: Sequence[CountedMember], indicator: Indicator, value: object
) -> list[CountedMember]:
    """Those whose own verdict became the household's."""
    return [member for member in members if member.verdicts[indicator.code] is value]
