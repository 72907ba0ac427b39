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
from assistance.eligibility.people import OF_HOME
from assistance.eligibility.questions import Catalogue, Question, names
from monitoring.indicators import wide
from monitoring.indicators.catalogue import EVERY, INDICATORS, Kind
from monitoring.registry.quantities import FEN

# A household is given what its people are given too. `gets` says whether anything is given at all:
# most rows are given nothing, and a yes or no is asked far sooner than an array.
HOUSEHOLDS = """(
    SELECT w.*, NULL::bigint AS member_id, g.given, g.household_id IS NOT NULL AS gets
    FROM {wide} w LEFT JOIN (
        SELECT a.household_id, array_agg(a.measure_id) AS given FROM assistance_award a
        WHERE a.starts_on <= {day} AND (a.ends_on IS NULL OR a.ends_on >= {day}) AND {awards}
        GROUP BY 1
    ) g USING (household_id) WHERE {place})
"""
PERSONS = """(
    SELECT p.*, p.given IS NOT NULL AS gets FROM assistance_memberindicators p WHERE {place})
"""
PERSONS_AT_HOME = """(
    SELECT p.*, {others}, p.given IS NOT NULL AS gets
    FROM assistance_memberindicators p JOIN {wide} w USING (household_id) WHERE {place})
"""
# A row is asked everything only where something is found. What is found is one number, its mark, by
# which what was found before is the same or is not; most nights nearly all of it is.
MARKS = """
    SELECT unnest(array_remove(ARRAY[{marks}], NULL)) AS mark, i.household_id, i.member_id
    FROM {source} i WHERE {any}
"""
# What is found and the open findings side by side, where they differ. A table of its own, because
# PostgreSQL reads in several processes at once only for what does not write.
DIFFER = """
    CREATE TEMPORARY TABLE differing AS
    SELECT f.id AS finding, h.* FROM ({hits}) h
    FULL JOIN (
        SELECT f.id, f.mark FROM assistance_finding f
        WHERE f.cleared_on IS NULL AND {findings} AND (f.member_id IS NULL) = {of_household}
    ) f ON f.mark = h.mark
    WHERE f.id IS NULL OR h.mark IS NULL
"""
# Only these rows are asked which questions found them and what was known.
FOUND = """
    CREATE TEMPORARY TABLE found AS
    WITH q (number, kind, measure, about, terms, department) AS (VALUES {questions})
    SELECT q.*, i.household_id, i.member_id, i.division_id, i.mark,
        CASE i.number {values} END AS "values"
    FROM (
        SELECT i.*, unnest(array_remove(ARRAY[{answers}], NULL)) AS number,
            unnest(array_remove(ARRAY[{marks}], NULL)) AS mark
        FROM {source} i WHERE i.{key} IN (SELECT d.{key} FROM differing d)
    ) i
    JOIN differing d ON d.mark = i.mark AND d.household_id = i.household_id
    JOIN q USING (number)
"""
# An open finding is touched only where it says something else than before; then it is news, and
# what settled it no longer does. Another mark of the same is no news.
WRITE = """
    WITH before AS (
        SELECT f.* FROM assistance_finding f JOIN differing d ON d.finding = f.id
        WHERE f.cleared_on IS NULL
    ), pairs AS (
        SELECT n.*, b.id AS finding, b.id IS NOT NULL
            AND (b.division_id, b.terms_id, b.department, b."values")
            IS NOT DISTINCT FROM (n.division_id, n.terms, n.department, n."values") AS same
        FROM found n LEFT JOIN before b ON b.household_id = n.household_id
            AND b.person = coalesce(n.member_id, 0) AND b.kind = n.kind
            AND b.measure_id = n.measure AND b.about = n.about
    ), added AS (
        INSERT INTO assistance_finding (household_id, member_id, division_id, kind, measure_id,
            about, terms_id, department, first_seen, last_seen, "values", mark, settled_reason)
        SELECT n.household_id, n.member_id, n.division_id, n.kind, n.measure, n.about, n.terms,
            n.department, {day}, {day}, n."values", n.mark, ''
        FROM pairs n WHERE n.finding IS NULL
        ORDER BY n.household_id, n.member_id, n.measure, n.kind, n.about
        ON CONFLICT (household_id, person, kind, measure_id, about) WHERE cleared_on IS NULL
            DO NOTHING
        RETURNING 1
    ), marked AS (
        UPDATE assistance_finding f SET mark = n.mark
        FROM pairs n WHERE f.id = n.finding AND n.same AND f.cleared_on IS NULL
    ), touched AS (
        UPDATE assistance_finding f
        SET division_id = n.division_id, terms_id = n.terms, department = n.department,
            "values" = n."values", mark = n.mark, last_seen = {day},
            settled_on = NULL, settled_by_id = NULL, settled_reason = ''
        FROM pairs n WHERE f.id = n.finding AND NOT n.same AND f.cleared_on IS NULL
        RETURNING 1
    ), ended AS (
        UPDATE assistance_finding f
        SET cleared_on = {day}, last_seen = greatest(f.last_seen, {day} - 1)
        FROM before b WHERE f.id = b.id AND f.cleared_on IS NULL
            AND NOT EXISTS (SELECT FROM pairs n WHERE n.finding = b.id)
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
        asked = catalogue.questions(per)
        cursor.execute(_differ(asked, per, county, day))
        if cursor.rowcount:
            cursor.execute("ANALYZE differing")
            cursor.execute(_found(asked, per, county, day))
            cursor.execute(SQL(WRITE).format(day=_day(day)))
            new, changed, cleared = cursor.fetchone()
            outcome.new += new
            outcome.changed += changed
            outcome.cleared += cleared
        cursor.execute("DROP TABLE IF EXISTS differing, found")


def source(per: str, county: Division, day: date, asked: Composable) -> Composed:
    """What to select from as `i`, where `asked` is asked: every household with what is given on
    the day, or every person of the place with what was, when refresh.py last brought them to one.
    """
    if per == Measure.Per.HOUSEHOLD:
        return SQL(HOUSEHOLDS).format(
            wide=wide.source(), day=_day(day), awards=_inside("a", county),
            place=_inside("w", county),
        )  # fmt: skip
    others = sorted(names(asked) & INDICATORS.keys() - {each.code for each in OF_HOME})
    return SQL(PERSONS_AT_HOME if others else PERSONS).format(
        wide=wide.source(),
        others=SQL(", ").join(Identifier("w", name) for name in others),
        place=_inside("p", county),
    )


def _differ(questions: list[Question], per: str, county: Division, day: date) -> Composed:
    marks, found = _marks(questions), _any(questions)
    rows = source(per, county, day, marks + found)
    hits = SQL(MARKS).format(source=rows, marks=marks, any=found)
    of_household = Literal(per == Measure.Per.HOUSEHOLD)
    return SQL(DIFFER).format(hits=hits, findings=_inside("f", county), of_household=of_household)


def _found(questions: list[Question], per: str, county: Division, day: date) -> Composed:
    numbered = list(enumerate(questions, 1))
    listed = (
        SQL("({}, {}, {}, {}, {}, {})").format(
            Literal(number), Literal(each.kind), Literal(each.terms.measure_id),
            Literal(each.about), Literal(each.terms.pk), Literal(each.terms.paying_department),
        )
        for number, each in numbered
    )  # fmt: skip
    values = SQL(" ").join(
        SQL("WHEN {} THEN {}").format(Literal(number), values_of(each.columns))
        for number, each in numbered
    )
    marks = _marks(questions)
    return SQL(FOUND).format(
        questions=SQL(", ").join(listed),
        values=values,
        answers=_where(questions, (Literal(number) for number, _each in numbered)),
        marks=marks,
        source=source(per, county, day, marks + values),
        key=_key(per),
    )


def _marks(questions: list[Question]) -> Composed:
    return _where(questions, (_mark(each) for each in questions))


def _mark(question: Question) -> Composed:
    """All that makes a finding what it is: whose, of what, and each value that it keeps."""
    terms = question.terms
    said = (question.kind, terms.measure_id, question.about, terms.pk, terms.paying_department)
    values = (Identifier("i", name) for name in question.columns)
    of = (SQL("i.household_id"), SQL("i.member_id"), SQL("i.division_id"), *values)
    return SQL("hash_record_extended(ROW({}::text, {}), 0)").format(
        Literal("|".join(map(str, said))), SQL(", ").join(of)
    )


def _where(questions: list[Question], answers: Iterable[Composable]) -> Composed:
    """Of each question its answer where it finds the row, else NULL."""
    return SQL(", ").join(
        SQL("CASE WHEN {} THEN {} END").format(each.condition, answer)
        for each, answer in zip(questions, answers, strict=True)
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


def _key(per: str) -> Identifier:
    return Identifier("household_id" if per == Measure.Per.HOUSEHOLD else "member_id")


def _inside(alias: str, county: Division) -> Composed:
    first, last = county.code_range
    place = Identifier(alias, "division_id")
    return SQL("{} BETWEEN {} AND {}").format(place, Literal(first), Literal(last))


def _day(day: date) -> Composed:
    return SQL("{}::date").format(Literal(day))
