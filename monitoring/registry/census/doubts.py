"""What looks wrong but lets the row in: sums, counts and people that do not agree (warnings)."""

from monitoring.registry import findings
from monitoring.registry.census.report import Check

NET_FIELDS = (
    "wage_income", "business_income", "property_income", "transfer_income", "business_cost",
)  # fmt: skip

WARNINGS = (
    Check(
        findings.SIZE_DIFFERS, "declared_size",
        """
        SELECT r.sheet, r.row, ARRAY[s.declared_size::text, people::text] AS shown
        FROM {newest} r
        JOIN {household} s ON s.n = r.n
        LEFT JOIN (
            SELECT code, count(DISTINCT person) AS new FROM {member_row}
            WHERE verdict <> 'refused' AND member_id IS NULL GROUP BY code
        ) added ON added.code = r.code
        LEFT JOIN (
            SELECT m.household_id, count(*) AS known FROM monitoring_member m
            WHERE m.status = 'active' AND m.household_id IN (
                SELECT household_id FROM {household_row}
            ) GROUP BY m.household_id
        ) there ON there.household_id = r.household_id
        CROSS JOIN LATERAL (SELECT COALESCE(new, 0) + COALESCE(known, 0) AS people) counted
        WHERE s.declared_size <> people
        """,
        needs=("declared_size",),
    ),
    Check(
        findings.HEAD_DIFFERS, "head_name",
        """
        SELECT r.sheet, r.row, ARRAY[]::text[] AS shown
        FROM {newest} r
        JOIN {household} s ON s.n = r.n
        JOIN (
            SELECT m.code, p.name, p.id_number_hash
            FROM {member_row} m JOIN {member} p ON p.n = m.n
            WHERE m.verdict <> 'refused' AND p.relation = '户主'
            UNION ALL
            SELECT k.code, p.name, p.id_number_hash
            FROM {household_row} k JOIN monitoring_member p ON p.household_id = k.household_id
            WHERE p.status = 'active' AND p.relation = '户主'
                AND NOT EXISTS (SELECT FROM {member_row} m WHERE m.code = k.code)
        ) head ON head.code = r.code
        GROUP BY r.sheet, r.row
        HAVING NOT bool_or(
            COALESCE(s.head_name, '') IN ('', head.name)
            AND COALESCE(s.head_id_hash = head.id_number_hash, true)
        )
        """,
    ),
    Check(
        findings.NET_INCOME_DIFFERS, "net_income",
        "SELECT r.sheet, r.row, ARRAY[s.net_income::text, {net}::text] AS shown {accepted} "
        "AND abs(s.net_income - {net}) > 1",
        needs=(*NET_FIELDS, "net_income"),
    ),
    Check(
        findings.NET_INCOME_PC_DIFFERS, "net_income_pc",
        "SELECT r.sheet, r.row, ARRAY[s.net_income_pc::text, "
        "round({net} / s.declared_size, 2)::text] AS shown {accepted} "
        "AND s.declared_size > 0 AND abs(s.net_income_pc * s.declared_size - {net}) "
        "> s.declared_size",
        needs=(*NET_FIELDS, "net_income_pc", "declared_size"),
    ),
    Check(
        findings.TRANSFER_PARTS, "transfer_income",
        "SELECT r.sheet, r.row, ARRAY[s.transfer_income::text, {parts}::text] AS shown "
        "{accepted} AND {parts} > s.transfer_income",
        needs=("transfer_income",),
    ),
    Check(
        findings.MEMBER_ABSENT, "code",
        """
        SELECT r.sheet, r.row, ARRAY[t.name] AS shown
        FROM (
            SELECT DISTINCT ON (household_id) sheet, row, household_id, year FROM (
                SELECT 1 AS way, * FROM (
                    SELECT n, sheet, row, household_id, year, verdict FROM {household_row}
                ) own
                UNION ALL SELECT 2, n, sheet, row, household_id, year, verdict FROM {member_row}
            ) listed
            WHERE verdict <> 'refused' ORDER BY household_id, way, year DESC, n
        ) r
        JOIN monitoring_member t ON t.household_id = r.household_id
        WHERE t.status = 'active' AND r.year >= COALESCE(t.facts_year, 0)
            AND EXISTS (SELECT FROM {member_row})
            AND NOT EXISTS (SELECT FROM {member_row} m WHERE m.member_id = t.id)
        """,
    ),
    Check(
        findings.MEMBER_LEFT, "name",
        """
        SELECT r.sheet, r.row, ARRAY[t.name] AS shown
        FROM {member_row} r JOIN monitoring_member t ON t.id = r.member_id
        WHERE r.verdict <> 'refused' AND t.status <> 'active'
        """,
    ),
    Check(
        findings.ID_NUMBER_KEPT, "id_number",
        """
        SELECT r.sheet, r.row, ARRAY[]::text[] AS shown
        FROM {member_row} r JOIN {member} s ON s.n = r.n
        JOIN monitoring_member t ON t.id = r.member_id
        WHERE r.verdict <> 'refused' AND s.id_number_hash IS NULL AND t.id_number_hash IS NOT NULL
        """,
        needs=("id_number",),
    ),
)  # fmt: skip
