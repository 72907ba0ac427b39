"""The questions over everyone in a county: households in one pass, persons in another.

Each opens, changes and clears findings as episodes and writes nothing where nothing changed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.backends.utils import CursorWrapper
from psycopg2.sql import SQL, Composable, Composed, Identifier, Literal

from accounts.models import Division
from assistance.catalogue.models import Measure
from assistance.eligibility.people import OF_PERSON
from assistance.eligibility.questions import Catalogue, Question
from monitoring.indicators import wide
from monitoring.indicators.catalogue import EVERY, Kind
from monitoring.registry.quantities import FEN

GIVEN = """
    SELECT a.{key} AS id, array_agg(a.measure_id) AS given FROM assistance_award a
    WHERE a.starts_on <= {day} AND (a.ends_on IS NULL OR a.ends_on >= {day}) AND {place}
    GROUP BY 1
"""
# A household is given what its people are given too. `gets` says whether anything is given at all:
# most rows are given nothing, and a yes or no is asked far sooner than an array.
HOUSEHOLDS = """(
    SELECT w.*, NULL::bigint AS member_id, g.given, g.id IS NOT NULL AS gets
    FROM {wide} w LEFT JOIN ({given}) g ON g.id = w.household_id WHERE {place})
"""
PERSONS = """(
    SELECT w.*, p.member_id, {personal}, g.given, g.id IS NOT NULL AS gets
    FROM assistance_memberindicators p JOIN {wide} w ON w.household_id = p.household_id
    LEFT JOIN ({given}) g ON g.id = p.member_id WHERE {place} AND {persons})
"""
# A row is asked everything only where something is found; its answers are numbers of questions.
HITS = """
    SELECT i.household_id, i.member_id, i.division_id, i.number,
        CASE i.number {values} END AS "values"
    FROM (
        SELECT i.*, unnest(array_remove(ARRAY[{answers}], NULL)) AS number
        FROM {source} i WHERE {any}
    ) i
"""
# What is found and the open findings side by side, where they differ. A table of its own, because
# PostgreSQL reads in several processes at once only for what does not write.
DIFFER = """
    CREATE TEMPORARY TABLE differing AS
    WITH q (number, kind, measure, about, terms, department) AS (VALUES {questions})
    SELECT f.id AS finding, h.* FROM (SELECT * FROM ({hits}) h JOIN q USING (number)) h
    FULL JOIN (
        SELECT * FROM assistance_finding f
        WHERE f.cleared_on IS NULL AND {findings} AND (f.member_id IS NULL) = {of_household}
    ) f ON f.household_id = h.household_id AND f.person = coalesce(h.member_id, 0)
        AND f.kind = h.kind AND f.measure_id = h.measure AND f.about = h.about
    WHERE f.id IS NULL OR h.number IS NULL OR (f.division_id, f.terms_id, f.department, f."values")
        IS DISTINCT FROM (h.division_id, h.terms, h.department, h."values")
"""
# An open finding is touched only where it says something else than before; then it is news, and
# what settled it no longer does.
WRITE = """
    WITH added AS (
        INSERT INTO assistance_finding (household_id, member_id, division_id, kind, measure_id,
            about, terms_id, department, first_seen, last_seen, "values", settled_reason)
        SELECT d.household_id, d.member_id, d.division_id, d.kind, d.measure, d.about, d.terms,
            d.department, {day}, {day}, d."values", ''
        FROM differing d WHERE d.finding IS NULL
        ORDER BY d.household_id, d.member_id, d.measure, d.kind, d.about
        ON CONFLICT (household_id, person, kind, measure_id, about) WHERE cleared_on IS NULL
            DO NOTHING
        RETURNING 1
    ), touched AS (
        UPDATE assistance_finding f
        SET division_id = d.division_id, terms_id = d.terms, department = d.department,
            "values" = d."values", last_seen = {day},
            settled_on = NULL, settled_by_id = NULL, settled_reason = ''
        FROM differing d WHERE f.id = d.finding AND d.number IS NOT NULL AND f.cleared_on IS NULL
        RETURNING 1
    ), ended AS (
        UPDATE assistance_finding f
        SET cleared_on = {day}, last_seen = greatest(f.last_seen, {day} - 1)
        FROM differing d WHERE f.id = d.finding AND d.number IS NULL AND f.cleared_on IS NULL
        RETURNING 1
    )
    SELECT (SELECT count(*) FROM added), (SELECT count(*) FROM touched),
        (SELECT count(*) FROM ended)
"""


@dataclass
class Outcome:
    new: int = 0
    changed: int = 0
    cleared: int = 0


def judge(
    cursor: CursorWrapper, catalogue: Catalogue, county: Division, outcome: Outcome, *, day: date
) -> None:
    """Bring the findings of a county to today, inside a transaction."""
    for per in Measure.Per.values:
        cursor.execute(_differ(catalogue.questions(per), per, county, day))
        cursor.execute(SQL(WRITE).format(day=_day(day)))
        new, changed, cleared = cursor.fetchone()
        cursor.execute("DROP TABLE differing")
        outcome.new += new
        outcome.changed += changed
        outcome.cleared += cleared


def source(per: str, county: Division, day: date) -> Composed:
    """What to select from as `i`: every household or person of the place with what is given."""
    of_household = per == Measure.Per.HOUSEHOLD
    given = SQL(GIVEN).format(
        key=Identifier("household_id" if of_household else "member_id"),
        day=_day(day),
        place=_inside("a", county),
    )
    return SQL(HOUSEHOLDS if of_household else PERSONS).format(
        wide=wide.source(),
        given=given,
        place=_inside("w", county),
        persons=_inside("p", county),
        personal=SQL(", ").join(Identifier("p", each.code) for each in OF_PERSON),
    )


def _differ(questions: list[Question], per: str, county: Division, day: date) -> Composed:
    listed = (
        SQL("({}, {}, {}, {}, {}, {})").format(
            Literal(number), Literal(each.kind), Literal(each.terms.measure_id),
            Literal(each.about), Literal(each.terms.pk), Literal(each.terms.paying_department),
        )
        for number, each in enumerate(questions, 1)
    )  # fmt: skip
    return SQL(DIFFER).format(
        questions=SQL(", ").join(listed),
        hits=_hits(questions, source(per, county, day)),
        findings=_inside("f", county),
        of_household=Literal(per == Measure.Per.HOUSEHOLD),
    )


def _hits(questions: list[Question], rows: Composable) -> Composed:
    numbered = list(enumerate(questions, 1))
    answers = (
        SQL("CASE WHEN {} THEN {} END").format(each.condition, Literal(number))
        for number, each in numbered
    )
    values = (
        SQL("WHEN {} THEN {}").format(Literal(number), values_of(each.columns))
        for number, each in numbered
    )
    return SQL(HITS).format(
        source=rows,
        answers=SQL(", ").join(answers),
        values=SQL(" ").join(values),
        any=_any(questions),
    )


def _any(questions: list[Question]) -> Composed:
    """Most rows are given nothing, so that what asks after an award need not be asked of them."""
    of_awards = [each.condition for each in questions if each.needs_award]
    others = [each.condition for each in questions if not each.needs_award]
    return SQL("{} OR (i.gets AND ({}))").format(
        SQL(" OR ").join([SQL("FALSE"), *others]), SQL(" OR ").join([SQL("FALSE"), *of_awards])
    )


def values_of(names: Iterable[str]) -> Composed:
    """What each of these columns says, as an object."""
    pairs = (SQL("{}, {}").format(Literal(name), _said(name)) for name in names)
    return SQL("jsonb_build_object({})").format(SQL(", ").join(pairs))


def _said(name: str) -> Composed:
    """Amounts in yuan as text: a JSON number comes back from the driver as a float."""
    if EVERY[name].kind != Kind.MONEY:
        return Composed([Identifier("i", name)])
    return SQL("({} * {})::text").format(Identifier("i", name), Literal(Decimal(FEN)))


def _inside(alias: str, county: Division) -> Composed:
    first, last = county.code_range
    place = Identifier(alias, "division_id")
    return SQL("{} BETWEEN {} AND {}").format(place, Literal(first), Literal(last))


def _day(day: date) -> Composed:
    return SQL("{}::date").format(Literal(day))
