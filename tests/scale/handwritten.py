"""One hand-written statement that finds the same flags straight from the raw facts: the floor that
indicators and screening together are held against. Policy pack `hebei`, without overrides."""

from datetime import date

from django.db import connection

STATEMENT = """
CREATE TEMP TABLE handwritten_flags AS
WITH people AS (
    SELECT household_id,
        count(*) AS members,
        bool_or(dropout) AS dropout,
        bool_or(uninsured) AS uninsured,
        bool_or(serious) AS serious_illness,
        bool_or(severe) AS severe_disability,
        CASE WHEN bool_or(labour) THEN true WHEN count(*) = count(labour) THEN false END
            AS has_labour,
        bool_or(full_labour) AS has_full_labour,
        bool_or(at_work) AS at_work,
        CASE WHEN NOT bool_and(covered) THEN false WHEN count(*) = count(covered) THEN true END
            AS all_covered,
        bool_and(elderly) AND count(*) = count(elderly) AS all_elderly
    FROM (
        SELECT household_id,
            CASE
                WHEN birth_date > %(school_ends)s OR birth_date <= %(sixteen)s THEN false
                WHEN education IN ('高中', '大专', '本科及以上') THEN false
                WHEN education = '初中' AND birth_date <= %(fifteen)s THEN false
                WHEN birth_date IS NULL THEN NULL
                WHEN out_of_school_reason IN ('因病', '因残') THEN false
                WHEN school_stage NOT IN ('非在校生', '学龄前儿童', '学前教育') THEN false
                WHEN birth_date >= %(first_of_age)s AND school_year < %(year)s THEN NULL
                WHEN school_stage IS NULL AND education IS NULL THEN NULL
                ELSE true
            END AS dropout,
            NOT (resident_insurance OR employee_insurance) AS uninsured,
            '患有大病' = ANY (health) AS serious,
            disability_grade IN ('一级', '二级') AS severe,
            CASE WHEN labour IN ('普通劳动力', '技能劳动力', '弱劳动力或半劳动力') THEN true
                 WHEN labour IS NOT NULL OR birth_date > %(sixteen)s THEN false END AS labour,
            labour IN ('普通劳动力', '技能劳动力') AND (school_stage IS NULL
                OR school_stage IN ('非在校生', '学龄前儿童', '学前教育')) AS full_labour,
            coalesce(work_months, 0) > 0 OR coalesce(public_post_months, 0) > 0 AS at_work,
            low_income_allowance OR extreme_poverty_support AS covered,
            birth_date <= %(sixty)s AS elderly
        FROM monitoring_member WHERE status = 'active'
    ) each_person
    GROUP BY household_id
), facts AS (
    SELECT h.id, p.*, s.wage_income, s.business_income, s.out_of_pocket,
        coalesce(nullif(s.people, 0), p.members) AS divisor,
        coalesce(nullif(b.people, 0), p.members) AS divisor_before,
        s.wage_income + s.business_income + s.property_income + s.transfer_income - s.business_cost
            AS net,
        b.wage_income + b.business_income + b.property_income + b.transfer_income - b.business_cost
            AS net_before,
        s.wage_income + s.business_income + s.property_income + s.transfer_income - s.business_cost
            + coalesce(s.claims, 0) - s.out_of_pocket AS reference,
        h.household_type = '脱贫户' OR h.monitored_type IS NOT NULL AS watched,
        h.monitored_type IS NOT NULL AND h.risk_eliminated IS TRUE AS eliminated,
        CASE WHEN c.dangerous_house OR c.house_grade IN ('C', 'D') THEN true END AS unsafe_house,
        NOT c.safe_water AS unsafe_water
    FROM monitoring_household h
    JOIN people p ON p.household_id = h.id
    LEFT JOIN monitoring_livingconditions c ON c.household_id = h.id
    LEFT JOIN (
        SELECT DISTINCT ON (household_id) * FROM monitoring_statement
        WHERE kind = 'yearly' AND year BETWEEN %(newest)s - 1 AND %(newest)s
        ORDER BY household_id, year DESC
    ) s ON s.household_id = h.id
    LEFT JOIN monitoring_statement b
        ON b.household_id = h.id AND b.kind = 'yearly' AND b.year = s.year - 1
    WHERE h.status = 'active'
)
SELECT id AS household_id, criterion
FROM facts, LATERAL (VALUES
    ('income-below-line', net < %(line)s * divisor),
    ('spending-breaks-line', net >= %(line)s * divisor AND reference < %(line)s * divisor),
    ('rigid-spending', out_of_pocket > 0.5 * net AND reference < 1.5 * %(line)s * divisor),
    ('school-dropout', dropout),
    ('uninsured', watched AND uninsured),
    ('uninsured-others', NOT watched AND uninsured),
    ('unsafe-housing', unsafe_house),
    ('unsafe-water', unsafe_water),
    ('serious-illness', serious_illness AND (reference < 1.5 * %(line)s * divisor
        OR net < 1.5 * %(line)s * divisor)),
    ('severe-disability', severe_disability AND net < 1.5 * %(line)s * divisor),
    ('no-labour-no-net', NOT has_labour AND NOT all_covered
        AND reference < 1.5 * %(line)s * divisor),
    ('labour-without-work', has_full_labour AND NOT at_work AND wage_income = 0
        AND business_income = 0),
    ('income-drop', net * divisor_before < 0.7 * net_before * divisor
        AND net < 1.5 * %(line)s * divisor),
    ('elderly-alone', all_elderly AND net < 1.5 * %(line)s * divisor AND NOT all_covered),
    ('relapse', eliminated AND (net < %(line)s * divisor OR dropout OR unsafe_house
        OR unsafe_water))
) verdict (criterion, yes)
WHERE yes
"""

# What departments told: docs/feeds-pack.md by hand, for the limits that ship.
FROM_RECORDS = """
INSERT INTO handwritten_flags
WITH told AS (
    SELECT m.household_id, m.id, m.status = 'active' AS alive, r.feed, r.topic, r.data, r.starts,
        r.id AS record
    FROM monitoring_record r
    JOIN monitoring_member m ON m.id = r.member_id AND m.status IN ('active', 'deceased')
    WHERE r.current AND %(day)s >= r.starts AND (r.ends IS NULL OR %(day)s <= r.ends)
), newest AS (
    SELECT DISTINCT ON (id, feed, topic) * FROM told
    ORDER BY id, feed, topic, starts DESC, record DESC
), of_village AS (
    SELECT a.household_id, r.feed, r.data
    FROM monitoring_attachedhousehold a JOIN monitoring_villageevent e ON e.id = a.event_id
    JOIN monitoring_record r ON r.current AND r.feed = e.feed AND r.same = e.same
        AND r.subject = convert_to(e.division_id, 'UTF8')
    WHERE a.affected AND %(day)s >= r.starts AND (r.ends IS NULL OR %(day)s <= r.ends)
), costs AS (
    SELECT household_id, feed, sum((data ->> CASE feed WHEN 'medical-costs' THEN 'own_burden'
        ELSE 'own_cost' END)::numeric) AS amount
    FROM told WHERE feed IN ('medical-costs', 'education-costs') GROUP BY household_id, id, feed
), dropped AS (
    SELECT household_id FROM newest WHERE feed = 'assistance-rolls' AND alive
    GROUP BY household_id, id
    HAVING bool_or(topic IN ('低保', '特困') AND data ->> 'status' = '退出')
        AND NOT bool_or(data ->> 'status' = '在册')
), said (household_id, criterion) AS (
    SELECT c.household_id, 'medical-burden-ex-poor' FROM costs c
        JOIN monitoring_household h ON h.id = c.household_id AND h.household_type = '脱贫户'
        WHERE c.feed = 'medical-costs' AND 2 * c.amount > %(rural)s
    UNION SELECT c.household_id, 'medical-burden-others' FROM costs c
        JOIN monitoring_household h ON h.id = c.household_id AND h.household_type <> '脱贫户'
        WHERE c.feed = 'medical-costs' AND c.amount > %(rural)s
    UNION SELECT household_id, 'education-cost' FROM costs
        WHERE feed = 'education-costs' AND amount > 10000
    UNION SELECT household_id, 'water-stoppage' FROM of_village
        WHERE feed = 'water-supply' AND (data ->> 'stoppage_days')::int > 36
    UNION SELECT household_id, 'disaster' FROM of_village WHERE feed = 'village-disasters'
    UNION SELECT household_id, 'disaster' FROM told WHERE feed = 'disasters'
    UNION SELECT household_id, 'accident' FROM told WHERE feed = 'accidents'
    UNION SELECT household_id, 'platform-warning' FROM told WHERE feed = 'platform-warnings'
    UNION SELECT household_id, 'overdue-loan' FROM newest
        WHERE feed = 'overdue-loans' AND (data ->> 'overdue')::numeric > 0
    UNION SELECT household_id, 'newly-disabled' FROM newest
        WHERE feed = 'disability-certificates' AND alive AND data ->> 'grade' IN ('一级', '二级')
    UNION SELECT household_id, 'lost-work' FROM newest
        WHERE feed = 'work' AND alive AND data ->> 'status' = '失业'
    UNION SELECT household_id, 'dropout-told' FROM newest
        WHERE feed = 'school-status' AND alive AND data ->> 'status' IN ('辍学', '疑似辍学')
    UNION SELECT household_id, 'dropped-from-allowance' FROM dropped
)
SELECT said.household_id, said.criterion
FROM said JOIN monitoring_household h ON h.id = said.household_id AND h.status = 'active'
WHERE EXISTS (
    SELECT FROM monitoring_member m WHERE m.household_id = h.id AND m.status = 'active')
"""


def flags(as_of: date, line: int, rural: int) -> dict[str, int]:
    """How many households each criterion flags on `as_of`, with these two parameters."""
    year = as_of.year if as_of.month >= 9 else as_of.year - 1
    parameters: dict[str, int | date] = {
        "day": as_of,
        "line": line,
        "rural": rural,
        "newest": as_of.year,
        "year": year,
        "school_ends": date(year - 6, 8, 31),
        "fifteen": date(year - 15, 8, 31),
        "first_of_age": date(year - 7, 9, 1),
        "sixteen": as_of.replace(year=as_of.year - 16),
        "sixty": as_of.replace(year=as_of.year - 60),
    }
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS handwritten_flags")
        cursor.execute(STATEMENT, parameters)
        cursor.execute(FROM_RECORDS, parameters)
        cursor.execute("SELECT criterion, count(*) FROM handwritten_flags GROUP BY criterion")
        return dict(cursor.fetchall())
