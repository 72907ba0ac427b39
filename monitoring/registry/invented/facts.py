"""What a year brings to an invented household: schooling, work, health, income, spending.

Each function gives cells by the main column names of the national workbook; a name left out is a
blank cell. Rates are chosen so that a few percent of the households meet some criterion.
"""

from datetime import date
from random import Random
from typing import Any

from monitoring.registry.choices import DisabilityGrade, DisabilityType
from monitoring.registry.invented.people import REFERENCE_YEAR, Invented, Person

Cells = dict[str, Any]

YES, NO = "是", "否"
USUAL_INCOME = 19_000  # yuan per person in the reference year
BLANK = 0.004  # share of cells that a clerk forgot
GRADES = ("小学",) * 6 + ("七年级", "八年级", "九年级")
SENIOR = ("普通高中一年级", "普通高中二年级", "普通高中三年级")
VOCATIONAL = ("中职一年级", "中职二年级", "中职三年级")
BACHELOR = ("本科一年级", "本科二年级", "本科三年级", "本科四年级")
HIGHER_VOCATIONAL = ("高职高专一年级", "高职高专二年级", "高职高专三年级")
WORK_PLACES = ("平山县城", "石家庄市", "北京市", "天津市", "保定市", "山西省太原市")
FIRMS = ("建筑公司", "物业公司", "食品厂", "机械厂", "快递公司", "家政公司")
POSTS = ("保洁员", "生态护林员", "护路员", "水管员")


def yes(true: bool) -> str:
    return YES if true else NO


def forget(random: Random, cells: Cells, *columns: str) -> None:
    """Blank some cells, as busy clerks do."""
    for column in columns:
        if random.random() < BLANK:
            cells.pop(column, None)


def schooling(person: Person, year: int) -> Cells:
    """School stage in the autumn of the year for pupils, highest education for everyone else."""
    starts = person.birth.year + (6 if (person.birth.month, person.birth.day) <= (8, 31) else 7)
    grade = year - starts  # 0 in the first year of primary school
    if grade < 0:
        return {"在校生状况": "学前教育" if grade >= -3 else "学龄前儿童"}
    if grade < len(GRADES):
        return _compulsory(person, grade)
    stage = _after_compulsory(person, grade - len(GRADES))
    return {"在校生状况": stage} if stage else {"文化程度": _education(person, year)}


def _compulsory(person: Person, grade: int) -> Cells:
    if person.school < 0.006 and grade >= 5:
        return {"文化程度": "小学", "失学或辍学原因": "厌学"}
    if person.school < 0.008:
        return {"文化程度": "小学", "失学或辍学原因": "因残"}
    return {"在校生状况": GRADES[grade]}


def _after_compulsory(person: Person, years: int) -> str:
    if person.school < 0.15:
        return ""
    if person.school < 0.40:
        return VOCATIONAL[years] if years < 3 else ""
    path = SENIOR + (BACHELOR if person.school > 0.65 else HIGHER_VOCATIONAL)
    return path[years] if years < len(path) else ""


def _education(person: Person, year: int) -> str:
    """By generation: the old left school early, the young late."""
    age = year - person.birth.year
    luck = person.school
    if age > 65:
        return "文盲或半文盲" if luck < 0.25 else "小学" if luck < 0.75 else "初中"
    if age > 40:
        return "小学" if luck < 0.25 else "初中" if luck < 0.85 else "高中"
    if luck < 0.40:
        return "初中" if luck < 0.15 else "高中"
    return "大专" if luck < 0.65 else "本科及以上"


def health(person: Person, year: int) -> Cells:
    age = year - person.birth.year
    luck = person.health
    if luck < 0.006 + 0.0003 * age:
        return {"健康状况": "患有大病" if luck < 0.01 else "长期慢性病，患有大病"}
    if luck > 0.97:
        return disability(person)
    if age > 55 and luck < 0.4:
        return {"健康状况": "长期慢性病"}
    return {"健康状况": "健康"}


def disability(person: Person) -> Cells:
    """Half of the disabled are known by the 20 characters of their certificate."""
    draw = int((person.health - 0.97) / 0.03 * 56)
    kind, grade = draw % 7, draw // 14
    cells: Cells = {
        "健康状况": "残疾",
        "残疾类别": DisabilityType.values[kind],
        "残疾等级": DisabilityGrade.values[grade],
    }
    if draw % 2:
        number = f"{person.id_number}{kind + 1}{grade + 1}"
        cells |= {"证件类型": "残疾人证", "证件号码": number, "残疾证办证年度": 2019}
    return cells


def labour(person: Person, year: int, cells: Cells) -> str:
    age = year - person.birth.year
    if age <= 16 or cells.get("在校生状况"):
        return "无劳动力"
    if "患有大病" in cells["健康状况"] or cells.get("残疾等级") in ("一级", "二级"):
        return "丧失劳动力"
    if age >= 60 or cells.get("残疾等级"):
        return "无劳动力" if age >= 72 else "弱劳动力或半劳动力"
    return "技能劳动力" if person.work > 0.9 else "普通劳动力"


def work(person: Person, cells: Cells, *, idle: bool) -> Cells:
    """Migrant work, a public post, or the fields at home (blank)."""
    if idle or cells["劳动技能"] in ("无劳动力", "丧失劳动力"):
        return {}
    if cells["劳动技能"] == "弱劳动力或半劳动力":
        post = {"公益性岗位类型": POSTS[int(person.work * 40) % 4], "公益性岗位(月数)": 12}
        return post if person.work < 0.08 else {}
    if person.work < 0.35:
        return {}
    place = int(person.work * 600)
    return {
        "务工所在地": WORK_PLACES[place % len(WORK_PLACES)],
        "务工时间（月）": 5 + place % 8,
        "务工企业名称": FIRMS[place % len(FIRMS)],
        "就业渠道": "自主就业" if place % 3 else "亲友介绍",
        "是否国外务工": NO,
    }


def insurance(person: Person, year: int, cells: Cells) -> Cells:
    employee = person.work > 0.93 and "务工企业名称" in cells
    insured = person.insurance > 0.004
    adult = year - person.birth.year > 16 and not cells.get("在校生状况")
    return {
        "是否参加城乡居民基本医疗保险": yes(insured and not employee),
        "是否参加城镇职工基本医疗保险": yes(insured and employee),
        "是否参加大病保险": yes(insured),
        "是否参加商业补充医疗保险": yes(person.insurance > 0.9),
        "是否参加城乡居民基本养老保险": yes(adult and not employee),
        "是否参加城镇职工基本养老保险": yes(adult and employee),
    }


def assistance(household: Invented, *, single_old: bool) -> Cells:
    """The low-income allowance for whole households, extreme-poverty support for the old alone."""
    extreme = single_old and household.income < -0.9
    return {
        "是否享受低保": yes(not extreme and household.income < -1.9),
        "是否特困供养人员": yes(extreme),
        "是否会讲普通话": YES,
    }


def kind(household: Invented, year: int) -> Cells:
    """Household type and, for one or two in a hundred, the record of being monitored."""
    ex_poor = household.kind < 0.11
    cells: Cells = {"户类型": "脱贫户" if ex_poor else "一般农户"}
    if household.kind < 0.008 or household.kind > 0.994:
        cells |= {
            "监测对象类别": "脱贫不稳定户" if ex_poor else "边缘易致贫户",
            "识别监测时间": "202105",
            "致贫/返贫风险1": "因病" if household.water < 0.6 else "因务工就业不稳",
        }
        if household.idle < 0.6:
            cells |= {
                "风险是否已消除": YES, "消除监测时间": "202212", "风险消除方式": "帮扶消除",
            }  # fmt: skip
        else:
            cells["风险是否已消除"] = NO
    return cells


def living(household: Invented) -> Cells:
    """Housing, water, land."""
    dangerous = household.house < 0.003
    grade = ("D" if household.house < 0.001 else "C") if dangerous else "AB"[household.house > 0.5]
    mu = round(1 + household.land * 9, 1)
    return {
        "是否危房户": yes(dangerous),
        "危房级别": grade,
        "是否解决安全饮用水": yes(household.water > 0.002),
        "是否有卫生厕所": yes(household.water > 0.1),
        "是否通生产用电": YES,
        "是否通生活用电": YES,
        "是否通广播电视": YES,
        "与村主干路距离 (km)": round(household.house * 2, 1),
        "入户路类型": "水泥路" if household.land > 0.1 else "砂石路",
        "住房面积 (m²)": 60 + int(household.land * 100),
        "主要燃料类型": "清洁能源" if household.house > 0.2 else "煤炭",
        "耕地面积（亩）": mu,
        "林地面积（亩）": round(household.water * 5, 1),
        "是否加入农民专业合作组织": yes(household.land > 0.8),
        "是否有龙头企业带动": yes(household.land > 0.9),
        "是否有创业致富带头人带动": NO,
        "是否军烈属": yes(household.idle > 0.99),
        "是否易地扶贫搬迁户": yes(household.idle > 0.97),
    }


def income(random: Random, household: Invented, year: int, members: list[Cells]) -> Cells:
    """A year's statement: log-normal around the usual income, six percent more every year."""
    idle = household.idle < 0.004
    monitored = household.kind < 0.008 or household.kind > 0.994
    usual = USUAL_INCOME * 1.06 ** (year - REFERENCE_YEAR) * (0.65 if monitored else 1)
    luck = 0.6 if random.random() < 0.015 else random.lognormvariate(0, 0.06)
    target = usual * 2.71828 ** (0.34 * household.income) * luck * len(members)
    transfers = _transfers(household, year, members)
    earned = 0 if idle else max(target - sum(transfers.values()), 0)
    working = any("务工时间（月）" in cells or "公益性岗位(月数)" in cells for cells in members)
    business = earned * (0.25 if working else 0.8)
    cost = business * 0.3
    rent = earned * (0.02 if working else 0.2)
    return {
        "工资性收入": round(earned - rent - business + cost, 2) if working else 0,
        "生产经营性收入": round(business, 2),
        "财产性收入": round(rent, 2),
        "转移性收入": round(sum(transfers.values()), 2),
        "生产经营性支出": round(cost, 2) if working else 0,
        **transfers,
    }


def _transfers(household: Invented, year: int, members: list[Cells]) -> dict[str, float]:
    """The parts of the transfer income."""
    pensioners = sum(year - int(cells["出生日期"][:4]) >= 60 for cells in members)
    return {
        "低保金": sum(4_800 for cells in members if cells.get("是否享受低保") == YES),
        "五保金/特困供养金": sum(
            9_600 for cells in members if cells.get("是否特困供养人员") == YES
        ),
        "养老保险金": pensioners * 1_680,
        "生态补偿金": round(household.land * 600, 2),
        "其他转移性收入": round(household.house * 900, 2),
    }


def spending(random: Random, members: list[Cells]) -> Cells:
    """Compliant medical spending of the year and what insurance paid back."""
    ill = any("患有大病" in cells["健康状况"] for cells in members if "健康状况" in cells)
    shock = ill or random.random() < 0.004
    paid = random.lognormvariate(10.1 if shock else 7.0, 0.7)
    return {
        "合规自付支出": round(paid, 2),
        "家庭理赔收入": round(paid * random.uniform(0.2, 0.6), 2) if shock else 0,
    }


def born_by(person: Person, year: int) -> bool:
    return person.birth <= date(year, 12, 31)
