"""Findings that need more than one cell: from the judged rows into the batch's findings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from psycopg2.extras import Json
from psycopg2.sql import SQL

from accounts.models import Division
from monitoring.exchange.models import Batch
from monitoring.registry import findings
from monitoring.registry.census.judge import INSIDE, area_params
from monitoring.registry.census.tables import SheetRecord, execute, names, sheet_records
from monitoring.registry.findings import Rule


@dataclass(frozen=True)
class Check:
    """`rows` selects n-th rows' sheet and row, and the values of the sentence as `shown`."""

    rule: Rule
    field: str  # whose column the finding points at
    rows: str
    needs: tuple[str, ...] = ()  # fields that the sheet must have


# Parts that several checks say alike.
FRAGMENTS = {
    "net": "(s.wage_income + s.business_income + s.property_income + s.transfer_income "
    "- s.business_cost)",
    "parts": "(COALESCE(s.family_planning, 0) + COALESCE(s.low_income_allowance, 0) "
    "+ COALESCE(s.extreme_poverty_support, 0) + COALESCE(s.pension, 0) "
    "+ COALESCE(s.eco_compensation, 0) + COALESCE(s.other_transfer, 0))",
    "accepted": "FROM {household_row} r JOIN {household} s ON s.n = r.n "
    "WHERE r.verdict <> 'refused'",
    # A household's newest row in this batch, unless the registry knows a newer one.
    "newest": "(SELECT DISTINCT ON (k.code) k.* FROM {household_row} k "
    "LEFT JOIN monitoring_household h ON h.id = k.household_id "
    "WHERE k.verdict <> 'refused' AND k.year >= COALESCE(h.facts_year, 0) "
    "ORDER BY k.code, k.year DESC, k.n)",
}

INSERT = """
INSERT INTO monitoring_finding (batch_id, severity, file, sheet, "row", "column", code, message)
SELECT %(batch)s, %(severity)s, f.file, left(f.name, 100), found.row, left(f.header, 100), %(code)s,
    format(%(sentence)s, VARIADIC found.shown)
FROM ({rows}) found
JOIN jsonb_to_recordset(%(sheets)s) AS f(sheet smallint, file text, name text, header text)
    ON f.sheet = found.sheet
ORDER BY found.sheet, found.row
"""

ERRORS = (
    Check(
        findings.HOUSEHOLD_TWICE, "code",
        "SELECT sheet, row, ARRAY[twice::text] AS shown FROM {household_row} "
        "WHERE twice IS NOT NULL",
    ),
    Check(
        findings.HOUSEHOLD_OUTSIDE_AREA, "code",
        "SELECT sheet, row, ARRAY[]::text[] AS shown FROM {household_row} WHERE outside",
    ),
    Check(
        findings.VILLAGE_MISSING, "village",
        "SELECT sheet, row, ARRAY[]::text[] AS shown FROM {household_row} WHERE nowhere",
    ),
    Check(
        findings.PERSON_TWICE, "id_number",
        "SELECT sheet, row, ARRAY[twice::text] AS shown FROM {member_row} WHERE twice IS NOT NULL",
    ),
    Check(
        findings.PERSON_ELSEWHERE, "id_number",
        """
        SELECT r.sheet, r.row, ARRAY[
            COALESCE(r.listed_in, CASE WHEN {inside} THEN h.code ELSE '其他地区' END)
        ] AS shown
        FROM {member_row} r LEFT JOIN monitoring_household h ON h.id = r.lives_in
        WHERE r.lives_in IS NOT NULL OR r.listed_in IS NOT NULL
        """,
    ),
    Check(
        findings.HOUSEHOLD_OUTSIDE_AREA, "code",
        "SELECT sheet, row, ARRAY[]::text[] AS shown FROM {member_row} WHERE outside",
    ),
    Check(
        findings.HOUSEHOLD_UNKNOWN, "code",
        "SELECT sheet, row, ARRAY[code] AS shown FROM {member_row} WHERE homeless",
    ),
    Check(
        findings.HOUSEHOLD_REFUSED, "code",
        "SELECT sheet, row, ARRAY[code] AS shown FROM {member_row} WHERE household_refused",
    ),
)  # fmt: skip


def report(batch: Batch, areas: Sequence[Division], checks: Sequence[Check]) -> None:
    """Store what `checks` find, in place of what they found before."""
    batch.findings.filter(code__in=[check.rule.code for check in checks]).delete()
    records = sheet_records(batch)
    parts = names(batch) | {"inside": SQL(INSIDE).format(place=SQL("h.division_id"))}
    parts |= {name: SQL(text).format(**parts) for name, text in FRAGMENTS.items()}
    with connection.cursor() as cursor:
        for check in checks:
            rows = SQL(check.rows).format(**parts)
            params = _about(check, records) | area_params(areas) | {"batch": batch.pk}
            execute(cursor, INSERT, {"rows": rows}, params)


def _about(check: Check, records: list[SheetRecord]) -> dict[str, Any]:
    sheets = [
        {"sheet": r.number, "file": r.file, "name": r.name, "header": r.header(check.field)}
        for r in records
        if r.knows(check.field) and all(map(r.has, check.needs))
    ]
    return {
        "severity": check.rule.severity,
        "code": check.rule.code,
        "sentence": check.rule.sentence,
        "sheets": Json(sheets),
    }
