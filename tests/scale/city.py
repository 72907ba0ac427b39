"""Invents the rural households of a whole city, straight into the tables.

For measuring at full size: names repeat, personal numbers cannot be decrypted, and every value
has "one batch" as its source. What matters is there: sizes, distributions, and physical order.
"""

import contextlib
from collections.abc import Iterator, Mapping

from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone
from psycopg2 import sql

from monitoring.registry.models import Household, LivingConditions, Member, Source, Statement


def generate(households: int, members_per: float = 3.2, seed: int = 1) -> None:
    """Add `households` to the villages that are loaded, evenly; the same seed, the same city."""
    with connection.cursor() as cursor, _bare_tables(cursor), transaction.atomic():
        cursor.execute("SELECT setseed(%s)", [seed % 1000 / 1000])
        parameters = {
            "households": households,
            "spread": 2 * (members_per - 1) + 1,  # a household has 1 + 0 to this many members
            "source": Source.objects.create(kind=Source.Kind.BATCH, note="Invented city").pk,
            "year": timezone.localdate().year,
            "after": _last_id(cursor, Household),
        }
        insert(cursor, Household, HOUSEHOLD, HOUSEHOLDS, parameters)
        insert(cursor, LivingConditions, CONDITIONS, EACH_HOUSEHOLD, parameters)
        insert(cursor, Statement, STATEMENT, EACH_YEAR, parameters)
        insert(cursor, Member, MEMBER, EACH_MEMBER, parameters)
    with connection.cursor() as cursor:
        for model in (Household, LivingConditions, Statement, Member):
            cursor.execute(sql.SQL("VACUUM ANALYZE {}").format(_table(model)))


def chance(share: float, then: str, otherwise: str = "NULL") -> str:
    return f"CASE WHEN random() < {share} THEN {then} ELSE {otherwise} END"


def yes(share: float) -> str:
    """Yes for this share, no for the others, blank for one in two hundred."""
    return chance(0.995, f"random() < {share}")


def pick(*values: str) -> str:
    """One of the values, all as likely; an empty one is blank."""
    listed = ", ".join(f"'{value}'" for value in values)
    return f"nullif((ARRAY[{listed}])[1 + floor(random() * {len(values)})::int], '')"


def yuan(most: int, share: float = 1) -> str:
    """An amount up to `most`, small ones likelier; 0 for those outside `share`, seldom blank."""
    amount = f"round((random() * random() * {most})::numeric, 2)"
    return chance(0.995, chance(share, amount, "0"))


SURNAME = pick(*"王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗")
GIVEN = pick(*"伟芳娜秀敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉红建文")
NAME = f"{SURNAME} || {GIVEN} || {GIVEN}"
PHONE = "'13' || lpad(floor(random() * 1e9)::bigint::text, 9, '0')"

# Villages in order, households in order within them: as a census arrives.
HOUSEHOLDS = """
    (SELECT code, row_number() OVER (ORDER BY code) AS place, count(*) OVER () AS villages
    FROM accounts_division WHERE level = 'village') v
    CROSS JOIN LATERAL generate_series(
        (v.place - 1) * %(households)s / v.villages + 1, v.place * %(households)s / v.villages) n
"""
HOUSEHOLD = {
    "code": "v.code || lpad((%(after)s + n)::text, 8, '0')",
    "division_id": "v.code",
    "status": "'active'",
    "facts_year": "%(year)s",
    "source_id": "%(source)s",
    "head_name": NAME,
    "declared_size": "3",
    "household_type": chance(0.12, "'脱贫户'", chance(0.995, "'一般农户'")),
    "monitored_type": chance(0.02, pick("脱贫不稳定户", "边缘易致贫户", "突发严重困难户")),
    "risk_eliminated": chance(0.5, "true"),
    "phone": PHONE,
}

EACH_HOUSEHOLD = "monitoring_household h WHERE h.id > %(after)s"
CONDITIONS = {
    "household_id": "h.id",
    "source_id": "%(source)s",
    "dangerous_house": yes(0.003),
    "house_grade": chance(0.9, pick("A", "A", "A", "B")),
    "safe_water": yes(0.997),
    "sanitary_toilet": yes(0.8),
    "production_power": yes(0.9),
    "household_power": yes(0.999),
    "broadcast": yes(0.95),
    "road_type": pick("泥土路", "砂石路", "水泥路", "水泥路", "沥青路"),
    "floor_space": "round((40 + random() * 120)::numeric, 2)",
    "fuel": pick("柴草", "煤炭", "清洁能源", "清洁能源", ""),
    "farmland": "round((random() * 12)::numeric, 2)",
    "woodland": "round((random() * 5)::numeric, 2)",
}

# A household's size and how well off it is follow from its id: the same in every row of it.
MEMBERS = "(1 + floor((hashint8(h.id) & 65535) / 65536.0 * %(spread)s)::int)"
WELL_OFF = "((hashint8(h.id * 31) & 65535) / 65536.0)"
WAGES = f"round(({MEMBERS} * (7500 + 22000 * {WELL_OFF}) * (0.9 + 0.3 * random()))::numeric, 2)"
EACH_YEAR = """
    monitoring_household h, generate_series(%(year)s - 1, %(year)s) y WHERE h.id > %(after)s
"""
STATEMENT = {
    "household_id": "h.id",
    "kind": "'yearly'",
    "year": "y",
    "starts": "make_date(y, 1, 1)",
    "ends": "make_date(y, 12, 31)",
    "source_id": "%(source)s",
    "people": MEMBERS,
    "wage_income": chance(0.995, chance(0.99, WAGES, "0")),
    "business_income": yuan(9000, 0.7),
    "property_income": yuan(2000, 0.5),
    "transfer_income": f"600 * {MEMBERS} + {yuan(4000)}",
    "business_cost": yuan(3000, 0.7),
    "pension": yuan(3000, 0.4),
    "claims": yuan(20000, 0.05),
    "out_of_pocket": yuan(9000, 0.6),
}

AGE = """
    CASE WHEN k <= 2 THEN 30 + random() * 50 WHEN random() < 0.65 THEN random() * 30
    ELSE 55 + random() * 35 END
"""
EACH_MEMBER = f"""
    (SELECT h.id, h.division_id, h.head_name, k, {AGE} AS age
    FROM monitoring_household h CROSS JOIN LATERAL generate_series(1, {MEMBERS}) k
    WHERE h.id > %(after)s) p
"""
ADULT, PUPIL = "age BETWEEN 16 AND 62", "age BETWEEN 6 AND 17"
STAGE = chance(0.995, pick("小学", "七年级", "九年级"), chance(0.5, "'非在校生'"))
ABILITY = chance(0.9, "'普通劳动力'", pick("技能劳动力", "弱劳动力或半劳动力", ""))
MEMBER = {
    "household_id": "p.id",
    "division_id": "p.division_id",
    "status": chance(0.98, "'active'", "'deceased'"),
    "left_on": "current_date",
    "facts_year": "%(year)s",
    "school_year": "%(year)s",
    "source_id": "%(source)s",
    "name": f"CASE k WHEN 1 THEN p.head_name ELSE {NAME} END",
    "id_kind": "'居民身份证'",
    "id_number_cipher": "sha256(int8send(p.id)) || substr(sha256(int8send(k)), 1, 18)",
    "id_number_hash": "sha256(int8send(p.id * 100 + k))",
    "id_number_masked": "left(p.division_id, 6) || '********' || right('000' || p.id, 4)",
    "sex": pick("男", "女"),
    "birth_date": chance(0.999, "current_date - (age * 365.25)::int"),
    "ethnicity": "'汉族'",
    "politics": pick("群众", "群众", "群众", "中共党员"),
    "relation": "CASE k WHEN 1 THEN '户主' WHEN 2 THEN '配偶' ELSE '之子' END",
    "education": f"CASE WHEN age > 17 THEN {pick('小学', '初中', '初中', '高中', '大专')} END",
    "school_stage": f"CASE WHEN {PUPIL} THEN {STAGE} END",
    "health": chance(
        0.99,
        "CASE WHEN random() < 0.85 THEN ARRAY['健康'] WHEN random() < 0.8 THEN ARRAY['长期慢性病']"
        " WHEN random() < 0.3 THEN ARRAY['患有大病'] ELSE ARRAY['残疾', '长期慢性病'] END",
    ),
    "disability_grade": chance(0.03, pick("一级", "二级", "三级", "四级")),
    "labour": f"CASE WHEN {ADULT} THEN {ABILITY} WHEN age > 62 THEN '无劳动力' END",
    "work_place": "'石家庄市'",
    "work_months": f"CASE WHEN {ADULT} THEN {chance(0.7, '(random() * 12)::int')} END",
    "resident_insurance": yes(0.985),
    "employee_insurance": yes(0.05),
    "resident_pension": yes(0.8),
    "low_income_allowance": yes(0.05),
    "extreme_poverty_support": yes(0.01),
    "speaks_mandarin": yes(0.9),
    "phone": chance(0.4, PHONE, "''"),
}


def insert(
    cursor: CursorWrapper,
    model: type[models.Model],
    values: Mapping[str, str],
    source: str,
    parameters: Mapping[str, float],
) -> None:
    """Rows of `source`, with these values; any other text column is empty."""
    texts: dict[str, str] = {
        str(field.column): "''"
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField) and not field.null
    }
    row = texts | dict(values)
    statement = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM " + source).format(
        _table(model),
        sql.SQL(", ").join(sql.Identifier(column) for column in row),
        sql.SQL(", ").join(map(sql.SQL, row.values())),
    )
    cursor.execute(statement, parameters)


def _table(model: type[models.Model]) -> sql.Identifier:
    return sql.Identifier(model._meta.db_table)


def _last_id(cursor: CursorWrapper, model: type[models.Model]) -> int:
    cursor.execute(sql.SQL("SELECT coalesce(max(id), 0) FROM {}").format(_table(model)))
    return int(cursor.fetchone()[0])


@contextlib.contextmanager
def _bare_tables(cursor: CursorWrapper) -> Iterator[None]:
    """Without foreign-key checks and secondary indexes, which are built again afterwards."""
    cursor.execute(
        """
        SELECT x.indexrelid::regclass::text, pg_get_indexdef(x.indexrelid)
        FROM pg_index x LEFT JOIN pg_constraint k ON k.conindid = x.indexrelid
        WHERE k.oid IS NULL AND x.indrelid = ANY (%s::regclass[])
        """,
        [[model._meta.db_table for model in (Household, LivingConditions, Statement, Member)]],
    )
    indexes = cursor.fetchall()
    cursor.execute("SET session_replication_role = replica")
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {name}")
    try:
        yield
    finally:
        for _name, definition in indexes:
            cursor.execute(definition)
        cursor.execute("SET session_replication_role = origin")
