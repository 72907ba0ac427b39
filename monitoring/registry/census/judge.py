"""What every staged row means for the registry: refused, created, updated or unchanged.

One table per kind of sheet, narrow, made by one statement each; the staged rows themselves are
never updated. Judged again before a batch is applied, if the registry changed meanwhile.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models
from django.utils import timezone
from psycopg2.sql import SQL, Composable, Literal

from accounts.models import Division
from monitoring.exchange.models import Batch
from monitoring.registry.census import values
from monitoring.registry.census.tables import JUDGED, SheetRecord, execute, names, sheet_records
from monitoring.registry.census.villages import FIELDS as DIVISION_FIELDS
from monitoring.registry.models import Household, LivingConditions, Member, Statement
from monitoring.registry.sheets import SheetKind

INSIDE = """EXISTS (
    SELECT FROM unnest(%(area_first)s::text[], %(area_last)s::text[]) area(first, last)
    WHERE {place} BETWEEN area.first AND area.last
)"""

HOUSEHOLD_ROWS = """
CREATE UNLOGGED TABLE {household_row} AS
WITH numbered AS (
    SELECT s.n, s.sheet, s.row, s.code, s.year, s.refused, s.division_id,
        row_number() OVER same AS place, first_value(s.row) OVER same AS first_row
    FROM {household} s
    WINDOW same AS (PARTITION BY s.code, s.year ORDER BY s.n)
), found AS (
    SELECT r.*, h.id AS household_id,
        CASE WHEN r.place > 1 AND r.code <> '' AND r.year IS NOT NULL THEN r.first_row END AS twice,
        h.id IS NOT NULL AND NOT {inside} AS outside,
        h.id IS NULL AND r.sheet = ANY(%(placeless)s) AS nowhere
    FROM numbered r LEFT JOIN monitoring_household h ON h.code = r.code
), judged AS (
    SELECT f.*, f.refused OR f.twice IS NOT NULL OR f.outside OR f.nowhere AS out FROM found f
)
SELECT r.n, r.sheet, r.row, r.code, r.year, r.household_id, r.twice, r.outside, r.nowhere,
    CASE
        WHEN r.out THEN 'refused'
        WHEN r.household_id IS NULL THEN
            CASE WHEN row_number() OVER (PARTITION BY r.code ORDER BY r.out, r.year, r.n) = 1
            THEN 'created' ELSE 'updated' END
        WHEN r.year >= COALESCE(t.facts_year, 0) AND ({household_differs} OR {conditions_differ})
            OR {statement_differs} THEN 'updated'
        ELSE 'unchanged'
    END AS verdict
FROM judged r
JOIN {household} s ON s.n = r.n
LEFT JOIN monitoring_household t ON t.id = r.household_id
LEFT JOIN monitoring_livingconditions c ON c.household_id = r.household_id
LEFT JOIN monitoring_statement x
    ON x.household_id = r.household_id AND x.kind = 'yearly' AND x.starts = make_date(r.year, 1, 1)
"""

# A person is known by the hash of the ID number, or else by the code (`other`): one who left this
# household, one without a number, one whose number was not known until now.
MEMBER_ROWS = """
CREATE UNLOGGED TABLE {member_row} AS
WITH household_of AS (
    SELECT code, max(household_id) AS id, bool_and(verdict = 'refused') AS refused,
        max(year) AS year
    FROM {household_row} WHERE code <> '' GROUP BY code
), year_of AS (
    SELECT r.code, f.file, max(r.year) AS year
    FROM {household_row} r JOIN {files} ON f.sheet = r.sheet
    WHERE r.code <> '' GROUP BY r.code, f.file
), placed AS (
    SELECT s.n, s.sheet, s.row, s.code, s.refused, s.id_number_hash AS hash, s.person_code,
        COALESCE(s.year, y.year, b.year, h.facts_year, %(this_year)s)::smallint AS year,
        COALESCE(b.id, h.id) AS household_id,
        b.code IS NULL AND h.id IS NULL AND s.code <> '' AS homeless,
        COALESCE(b.refused, false) AS household_refused,
        b.code IS NULL AND h.id IS NOT NULL AND NOT {inside} AS outside
    FROM {member} s
    JOIN {files} ON f.sheet = s.sheet
    LEFT JOIN household_of b ON b.code = s.code
    LEFT JOIN year_of y ON y.code = s.code AND y.file = f.file
    LEFT JOIN monitoring_household h ON h.code = CASE WHEN b.code IS NULL THEN s.code END
), known AS (
    SELECT p.*, m.id AS member_id,
        CASE WHEN m.active AND m.household_id IS DISTINCT FROM p.household_id
            THEN m.household_id END AS lives_in,
        COALESCE(m.id::text, encode(p.hash, 'hex'), 'code ' || NULLIF(p.person_code, '')) AS person
    FROM placed p
    LEFT JOIN monitoring_member a ON a.id_number_hash = p.hash AND a.status = 'active'
    LEFT JOIN LATERAL (
        SELECT m.id, m.household_id, m.status = 'active' AS active, 1 AS way
        FROM monitoring_member m
        WHERE m.id_number_hash = p.hash AND m.household_id = p.household_id
        UNION ALL
        SELECT m.id, m.household_id, true, 2 FROM monitoring_member m
        WHERE m.id_number_hash IS NULL AND m.status = 'active' AND p.hash IS NULL
            AND m.person_code = p.person_code AND m.person_code <> ''
        UNION ALL
        SELECT m.id, m.household_id, m.status = 'active', 3 FROM monitoring_member m
        WHERE m.household_id = p.household_id AND m.person_code = p.person_code
            AND p.person_code <> '' AND (p.hash IS NULL OR m.id_number_hash IS NULL)
        ORDER BY way, active DESC, id DESC LIMIT 1
    ) other ON a.id IS NULL
    CROSS JOIN LATERAL (
        SELECT COALESCE(a.id, other.id) AS id, COALESCE(a.household_id, other.household_id)
            AS household_id, a.id IS NOT NULL OR COALESCE(other.active, false) AS active
    ) m
), numbered AS (
    SELECT k.*, CASE WHEN k.person IS NOT NULL AND row_number() OVER same > 1
        THEN first_value(k.row) OVER same END AS twice
    FROM known k WINDOW same AS (PARTITION BY k.person, k.year ORDER BY k.n)
), judged AS (
    SELECT r.*, r.refused OR r.homeless OR r.household_refused OR r.outside
        OR r.lives_in IS NOT NULL OR r.twice IS NOT NULL AS out
    FROM numbered r
), gathered AS (
    SELECT r.*, CASE WHEN NOT r.out AND r.person IS NOT NULL
            AND r.code <> first_value(r.code) OVER person
        THEN first_value(r.code) OVER person END AS listed_in,
        row_number() OVER person AS place
    FROM judged r
    WINDOW person AS (PARTITION BY r.person ORDER BY r.out, r.year, r.n)
)
SELECT r.n, r.sheet, r.row, r.code, r.year, r.person, r.household_id, r.member_id,
    r.homeless, r.household_refused, r.outside, r.lives_in, r.listed_in, r.twice,
    CASE
        WHEN r.out OR r.listed_in IS NOT NULL THEN 'refused'
        WHEN r.member_id IS NULL THEN CASE WHEN r.place = 1 THEN 'created' ELSE 'updated' END
        WHEN r.year >= COALESCE(t.facts_year, 0) AND {member_differs} THEN 'updated'
        ELSE 'unchanged'
    END AS verdict
FROM gathered r
JOIN {member} s ON s.n = r.n
LEFT JOIN monitoring_member t ON t.id = r.member_id
"""

FILES = "unnest(%(sheets)s::smallint[], %(files)s::smallint[]) AS f(sheet, file)"


def judge(batch: Batch, areas: Sequence[Division]) -> None:
    """Make both tables anew."""
    records = sheet_records(batch)
    params = area_params(areas) | {
        "placeless": [r.number for r in records if not any(map(r.has, DIVISION_FIELDS))],
        "sheets": [r.number for r in records],
        "files": [r.file_number for r in records],
        "this_year": timezone.localdate().year,
    }
    with connection.cursor() as cursor:
        for name in JUDGED:
            execute(cursor, f"DROP TABLE IF EXISTS {{{name}}}", names(batch))
        execute(cursor, HOUSEHOLD_ROWS, names(batch) | _household_parts(records), params)
        execute(cursor, MEMBER_ROWS, names(batch) | _member_parts(records), params)
        for name in JUDGED:
            execute(cursor, f"ANALYZE {{{name}}}", names(batch))


def area_params(areas: Sequence[Division]) -> dict[str, Any]:
    """What INSIDE is given."""
    ranges = [area.code_range for area in areas]
    return {
        "area_first": [first for first, _ in ranges], "area_last": [last for _, last in ranges],
    }  # fmt: skip


def _household_parts(records: list[SheetRecord]) -> dict[str, Composable]:
    sheets = [record for record in records if record.kind == SheetKind.HOUSEHOLD]
    return {
        "inside": SQL(INSIDE).format(place=SQL("h.division_id")),
        "household_differs": _by_sheet(Household, sheets, "t"),
        "conditions_differ": _by_sheet(LivingConditions, sheets, "c"),
        "statement_differs": _by_sheet(Statement, sheets, "x", absent="x.id IS NULL"),
    }


def _member_parts(records: list[SheetRecord]) -> dict[str, Composable]:
    sheets = [record for record in records if record.kind == SheetKind.MEMBER]
    return {
        "inside": SQL(INSIDE).format(place=SQL("h.division_id")),
        "files": SQL(FILES),
        "member_differs": _by_sheet(Member, sheets, "t"),
    }


def _by_sheet(
    model: type[models.Model], sheets: list[SheetRecord], alias: str, absent: str = "false"
) -> Composable:
    """Whether the registry's row `alias` differs from the staged row `s` of whichever sheet.

    `absent` says when there is no such row, which is a difference where the sheet speaks of it.
    """
    cases: list[Composable] = [SQL("WHEN NULL THEN false")]
    for sheet in sheets:
        new = values.values(model, sheet)
        if new:
            difference = SQL("WHEN {} THEN {} OR {}").format(
                Literal(sheet.number), SQL(absent), values.differ(new, alias)
            )
            cases.append(difference)
    return SQL("CASE r.sheet {} ELSE false END").format(SQL(" ").join(cases))
