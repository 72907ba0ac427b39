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
from monitoring.registry.census.judge import INSIDE
from monitoring.registry.census.tables import execute, names, sheet_records
from monitoring.registry.findings import Rule


@dataclass(frozen=True)
class Check:
    """`rows` selects n-th rows' sheet and row, and the values of the sentence as `shown`."""

    rule: Rule
    field: str  # whose column the finding points at
    rows: str
    needs: tuple[str, ...] = ()  # fields that the sheet must have


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
        findings.OUTSIDE_AREA, "code",
        "SELECT sheet, row, ARRAY[]::text[] AS shown FROM {household_row} WHERE outside",
    ),
    Check(
        findings.VILLAGE_UNKNOWN, "village",
        "SELECT sheet, row, ARRAY[''] AS shown FROM {household_row} WHERE nowhere",
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
        findings.OUTSIDE_AREA, "code",
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
    records = sheet_records(batch)
    codes = [check.rule.code for check in checks]
    batch.findings.filter(code__in=codes).delete()
    ranges = [area.code_range for area in areas]
    for check in checks:
        sheets = [
            {"sheet": r.number, "file": r.file, "name": r.name, "header": r.header(check.field)}
            for r in records
            if r.knows(check.field) and all(map(r.has, check.needs))
        ]
        params: dict[str, Any] = {
            "batch": batch.pk,
            "severity": check.rule.severity,
            "code": check.rule.code,
            "sentence": check.rule.sentence,
            "sheets": Json(sheets),
            "area_first": [first for first, _ in ranges],
            "area_last": [last for _, last in ranges],
        }
        with connection.cursor() as cursor:
            parts = names(batch) | {"inside": SQL(INSIDE).format(place=SQL("h.division_id"))}
            execute(cursor, INSERT, {"rows": SQL(check.rows).format(**parts)}, params)
