"""Terms tried on everybody in a county before they are released; nothing is written."""

from dataclasses import dataclass, replace
from datetime import date

from django.db import connection
from psycopg2.sql import SQL, Literal

from accounts.models import CODE_LENGTH, Division
from assistance.catalogue.models import Terms
from assistance.eligibility.actions import catalogue_of
from assistance.eligibility.evaluation import source

TRIED = """
    SELECT rpad(left(i.division_id, {width}), {length}, '0'),
        count(*) FILTER (WHERE {entitled}), count(*) FILTER (WHERE {receives}),
        count(*) FILTER (WHERE {entitled} AND {before} IS NOT TRUE)
    FROM {rows} i GROUP BY 1 ORDER BY 1
"""


@dataclass(frozen=True)
class Tried:
    township: Division
    entitled: int
    receiving: int
    newly: int


def try_out(terms: Terms, county: Division, day: date) -> list[Tried]:
    """By township: who would be entitled, who receives it, and who is not entitled today."""
    catalogue, per = catalogue_of(county, day), terms.measure.per
    before = catalogue.by_code.get(terms.measure.code)
    tried = replace(catalogue, terms=(terms,))
    old = catalogue.entitled(before) if before and before.eligibility else SQL("FALSE")
    statement = SQL(TRIED).format(
        width=Literal(Division.PREFIX[Division.Level.TOWNSHIP]),
        length=Literal(CODE_LENGTH),
        entitled=tried.entitled(terms) if terms.eligibility else SQL("FALSE"),
        receives=tried.receives(terms, per),
        before=old,
        rows=source(per, county, day),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        found = cursor.fetchall()
    townships = Division.objects.in_bulk([code for code, *_counts in found])
    return [Tried(townships[code], *counts) for code, *counts in found if code in townships]
