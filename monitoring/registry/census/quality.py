"""Doubts about one row by itself, all of them in one pass over each kind of sheet.

The conditions are those that checkers of the national data use (domain facts 7.4); `s` is the
staged row, `r` the judged one. A blank value or an absent column raises no doubt.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection
from psycopg2.extras import Json
from psycopg2.sql import SQL, Composable, Literal, Placeholder

from monitoring.exchange.models import Batch
from monitoring.registry import findings
from monitoring.registry.census.tables import SheetRecord, execute, names, sheet_records
from monitoring.registry.choices import Relation
from monitoring.registry.findings import Rule
from monitoring.registry.sheets import SheetKind


class Doubt(NamedTuple):
    rule: Rule
    field: str  # whose column the finding points at
    condition: str
    shown: str = "''"  # the value of the rule's sentence


AGE = "date_part('year', age(make_date(r.year, 12, 31), s.birth_date))"
MALE = (
    Relation.SON, Relation.SON_IN_LAW, Relation.SONS_SON, Relation.DAUGHTERS_SON, Relation.FATHER,
    Relation.WIFES_FATHER, Relation.HUSBANDS_FATHER, Relation.GRANDFATHER,
    Relation.MOTHERS_FATHER, Relation.GREAT_GRANDSON, Relation.NEPHEW,
)  # fmt: skip
FEMALE = (
    Relation.DAUGHTER, Relation.DAUGHTER_IN_LAW, Relation.SONS_DAUGHTER,
    Relation.DAUGHTERS_DAUGHTER, Relation.MOTHER, Relation.WIFES_MOTHER, Relation.HUSBANDS_MOTHER,
    Relation.GRANDMOTHER, Relation.MOTHERS_MOTHER, Relation.GREAT_GRANDDAUGHTER, Relation.NIECE,
)  # fmt: skip

MEMBER_DOUBTS = (
    Doubt(findings.LABOUR_OF_A_CHILD, "labour", f"s.labour <> '无劳动力' AND {AGE} < 16"),
    Doubt(findings.HEALTHY_AND_ILL, "health",
          "'健康' = ANY(s.health) AND cardinality(s.health) > 1"),
    Doubt(findings.DISABILITY_UNSAID, "health",
          "NOT '残疾' = ANY(s.health) AND num_nonnulls(s.disability_type, s.disability_grade) > 0"),
    Doubt(findings.DISABILITY_UNGRADED, "disability_grade",
          "'残疾' = ANY(s.health) AND s.disability_grade IS NULL"),
    Doubt(findings.WORK_WITHOUT_MONTHS, "work_months",
          "s.work_place <> '' AND s.work_months IS NULL"),
    Doubt(findings.WORK_WITHOUT_PLACE, "work_place", "s.work_place = '' AND s.work_months > 0"),
    Doubt(findings.WORK_WITHOUT_LABOUR, "labour",
          "s.labour IN ('无劳动力', '丧失劳动力') "
          "AND (s.work_months > 0 OR s.public_post_months > 0)"),
    Doubt(findings.POST_AT_SEVENTY, "public_post", f"s.public_post_months > 0 AND {AGE} >= 70"),
    Doubt(findings.INSURED_TWICE, "employee_insurance",
          "s.resident_insurance AND s.employee_insurance"),
    Doubt(findings.RELATION_AND_SEX, "relation",
          "(s.sex = '女' AND s.relation = ANY(%(male)s)) "
          "OR (s.sex = '男' AND s.relation = ANY(%(female)s))",
          "s.relation"),
    Doubt(findings.EDUCATION_AT_SCHOOL, "education",
          "s.education IS NOT NULL "
          "AND s.school_stage NOT IN ('非在校生', '学龄前儿童', '学前教育')"),
    Doubt(findings.LEFT_SCHOOL_HEALTHY, "out_of_school_reason",
          "s.out_of_school_reason IN ('因病', '因残') AND s.health = ARRAY['健康']::varchar[]"),
)  # fmt: skip

RISKS = "s.risk1, s.risk2, s.risk3, s.risk4, s.risk5"
HOUSEHOLD_DOUBTS = (
    Doubt(findings.TYPE_CONTRADICTS, "monitored_type",
          "(s.monitored_type = '脱贫不稳定户' AND s.household_type <> '脱贫户') "
          "OR (s.monitored_type = '边缘易致贫户' AND s.household_type = '脱贫户')"),
    Doubt(findings.RISK_MISSING, "risk1",
          f"s.monitored_type IS NOT NULL AND num_nonnulls({RISKS}) = 0"),
    Doubt(findings.IDENTIFIED_MISSING, "identified_month",
          "s.monitored_type IS NOT NULL AND s.identified_month = ''"),
    Doubt(findings.ELIMINATED_MISSING, "eliminated_month",
          "s.risk_eliminated AND s.eliminated_month = ''"),
    Doubt(findings.GRADE_CONTRADICTS, "house_grade",
          "s.dangerous_house = (s.house_grade IN ('A', 'B'))"),
    Doubt(findings.ILLNESS_WITHOUT_COST, "out_of_pocket",
          f"'因病' IN ({RISKS}) AND s.out_of_pocket = 0"),
)  # fmt: skip

INSERT = """
INSERT INTO monitoring_finding (batch_id, severity, file, sheet, "row", "column", code, message)
SELECT %(batch)s, 'warning', f.file, left(f.name, 100), s.row,
    left(f.headers ->> doubt.field, 100), doubt.code, format(doubt.sentence, doubt.shown)
FROM {judged} r
JOIN {staged} s ON s.n = r.n
JOIN jsonb_to_recordset(%(sheets)s) AS f(sheet smallint, file text, name text, headers jsonb)
    ON f.sheet = s.sheet
CROSS JOIN LATERAL (VALUES {doubts}) doubt(code, field, sentence, holds, shown)
WHERE r.verdict <> 'refused' AND ({any}) AND doubt.holds AND f.headers ? doubt.field
ORDER BY s.n
"""


def report_quality(batch: Batch) -> None:
    """Store the doubts about the batch's rows, in place of those found before."""
    doubts = {SheetKind.HOUSEHOLD: HOUSEHOLD_DOUBTS, SheetKind.MEMBER: MEMBER_DOUBTS}
    codes = [doubt.rule.code for some in doubts.values() for doubt in some]
    batch.findings.filter(code__in=codes).delete()
    records = sheet_records(batch)
    for kind, some in doubts.items():
        _report(batch, kind, some, [record for record in records if record.kind == kind])


def _report(
    batch: Batch, kind: SheetKind, doubts: Sequence[Doubt], records: Sequence[SheetRecord]
) -> None:
    parts: dict[str, Composable] = {
        "judged": names(batch)[f"{kind}_row"],
        "staged": names(batch)[kind],
        "doubts": SQL(", ").join(map(_row, doubts)),
        "any": SQL(" OR ").join(SQL("({})").format(SQL(doubt.condition)) for doubt in doubts),
    }
    sheets = [
        {"sheet": r.number, "file": r.file, "name": r.name, "headers": r.headers} for r in records
    ]
    params: dict[str, Any] = {
        "batch": batch.pk,
        "sheets": Json(sheets),
        "male": [relation.value for relation in MALE],
        "female": [relation.value for relation in FEMALE],
    }
    params |= {doubt.rule.code: doubt.rule.sentence for doubt in doubts}
    with connection.cursor() as cursor:
        execute(cursor, INSERT, parts, params)


def _row(doubt: Doubt) -> Composable:
    return SQL("({}, {}, {}, {}, {})").format(
        Literal(doubt.rule.code),
        Literal(doubt.field),
        Placeholder(doubt.rule.code),
        SQL(doubt.condition),
        SQL(doubt.shown),
    )
