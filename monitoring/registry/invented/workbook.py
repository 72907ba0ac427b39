"""The census workbook of invented households, in the layout of the national export."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from accounts.models import Division
from monitoring.registry.choices import Relation
from monitoring.registry.invented import facts
from monitoring.registry.invented.facts import Cells
from monitoring.registry.invented.people import Invented, Person, invent

HOUSEHOLD_COLUMNS = (
    "省", "市", "县", "乡", "村", "户编号", "户主姓名", "户主证件号码", "家庭人口数", "年度",
    "户类型", "监测对象类别", "识别监测时间", "消除监测时间", "风险是否已消除", "风险消除方式",
    "致贫/返贫风险1", "致贫/返贫风险2", "致贫/返贫风险3", "致贫/返贫风险4", "致贫/返贫风险5",
    "整户无劳动能力兜底保障户", "工资性收入", "生产经营性收入", "财产性收入", "转移性收入",
    "生产经营性支出", "计划生育金", "低保金", "五保金/特困供养金", "养老保险金", "生态补偿金",
    "其他转移性收入", "家庭理赔收入", "合规自付支出", "纯收入", "人均纯收入", "是否危房户",
    "危房级别", "是否解决安全饮用水", "是否有卫生厕所", "是否通生产用电", "是否通生活用电",
    "是否通广播电视", "与村主干路距离 (km)", "入户路类型", "住房面积 (m²)", "主要燃料类型",
    "耕地面积（亩）", "林地面积（亩）", "退耕还林面积（亩）", "林果面积（亩）", "牧草地面积",
    "水面面积", "是否加入农民专业合作组织", "是否有龙头企业带动", "是否有创业致富带头人带动",
    "是否军烈属", "是否易地扶贫搬迁户", "户联系电话", "开户银行名称", "银行卡号", "监测联系人",
    "监测联系人电话",
)  # fmt: skip
MEMBER_COLUMNS = (
    "户编号", "人口编号", "姓名", "证件类型", "证件号码", "性别", "出生日期", "民族", "政治面貌",
    "与户主关系", "文化程度", "在校生状况", "失学或辍学原因", "健康状况", "残疾类别", "残疾等级",
    "劳动技能", "务工所在地", "务工时间（月）", "务工企业名称", "就业渠道", "是否国外务工",
    "公益性岗位类型", "公益性岗位(月数)", "是否参加城乡居民基本医疗保险",
    "是否参加城镇职工基本医疗保险", "是否参加大病保险", "是否参加商业补充医疗保险",
    "是否参加城乡居民基本养老保险", "是否参加城镇职工基本养老保险", "是否享受低保",
    "是否特困供养人员", "是否接受大病医疗救助", "是否接受其他健康扶贫", "是否会讲普通话",
    "成员联系电话", "年度", "残疾证办证年度", "产业分类",
)  # fmt: skip

HEADER_ROW = 2  # a title and a note stand above it
NET_PARTS = ("工资性收入", "生产经营性收入", "财产性收入", "转移性收入")


def write_census(path: Path, division: Division, households: int, seed: int, year: int) -> int:
    """Write the workbook; the number of member rows. The same arguments give the same cells."""
    # Constant memory writes one sheet after the other, so the members wait for theirs.
    members: list[Cells] = []

    def household_rows() -> Iterator[Cells]:
        for household, people in census(division, households, seed, year):
            members.extend(people)
            yield household

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheets = book.add_worksheet("户信息"), book.add_worksheet("家庭成员信息")
        _write(sheets[0], f"农户信息采集表（{year}年度）", HOUSEHOLD_COLUMNS, household_rows())
        _write(sheets[1], f"家庭成员信息采集表（{year}年度）", MEMBER_COLUMNS, members)
    return len(members)


def census(
    division: Division, households: int, seed: int, year: int
) -> Iterator[tuple[Cells, list[Cells]]]:
    """The cells of each household row and of its member rows."""
    random = Random(f"{division.code}:{seed}:{year}")
    for household in invent(division, households, seed):
        people = [person for person in household.people if facts.born_by(person, year)]
        members = [_member(random, household, person, year) for person in people]
        yield _household(random, household, year, members), members


def _member(random: Random, household: Invented, person: Person, year: int) -> Cells:
    cells: Cells = {
        "户编号": household.code,
        "人口编号": person.code,
        "姓名": person.name,
        "证件类型": "居民身份证",
        "证件号码": person.id_number,
        "性别": "男" if person.male else "女",
        "出生日期": person.birth.isoformat(),
        "民族": "汉族" if person.work > 0.01 else "满族",
        "政治面貌": "中共党员"
        if 0.70 < person.work < 0.75 and person.birth.year < 2000
        else "群众",
        "与户主关系": str(person.relation),
        "年度": year,
    }
    cells |= facts.schooling(person, year) | facts.health(person, year)
    cells["劳动技能"] = facts.labour(person, year, cells)
    cells |= facts.work(person, cells, idle=household.idle < 0.004)
    cells |= facts.insurance(person, year, cells)
    old = year - person.birth.year >= 66
    cells |= facts.assistance(household, single_old=old and len(household.people) == 1)
    facts.forget(
        random, cells, "健康状况", "劳动技能", "是否参加城乡居民基本医疗保险", "是否享受低保"
    )
    return cells


def _household(random: Random, household: Invented, year: int, members: list[Cells]) -> Cells:
    head = next(cells for cells in members if cells["与户主关系"] == Relation.HEAD)
    cells: Cells = dict(zip(HOUSEHOLD_COLUMNS, household.village, strict=False))
    cells |= {
        "户编号": household.code,
        "户主姓名": head["姓名"],
        "户主证件号码": head["证件号码"],
        "家庭人口数": len(members),
        "年度": year,
        "户联系电话": f"1{int((3 + household.land) * 1e9):010d}",
    }
    cells |= facts.kind(household, year) | facts.income(random, household, year, members)
    cells |= facts.spending(random, members) | facts.living(household)
    facts.forget(
        random, cells, "合规自付支出", "财产性收入", "是否解决安全饮用水", "户类型", "工资性收入"
    )
    if all(part in cells for part in NET_PARTS):
        cells["纯收入"] = round(sum(cells[part] for part in NET_PARTS) - cells["生产经营性支出"], 2)
        cells["人均纯收入"] = round(cells["纯收入"] / len(members), 2)
    return cells


def _write(sheet: Worksheet, title: str, columns: tuple[str, ...], rows: Iterable[Cells]) -> None:
    sheet.write_string(0, 0, title)
    sheet.write_string(1, 0, "单位：元、亩；本表为虚构数据，供演示与测试")
    sheet.write_row(HEADER_ROW, 0, columns)
    places = {column: place for place, column in enumerate(columns)}
    for number, cells in enumerate(rows, HEADER_ROW + 1):
        for name, value in cells.items():
            if isinstance(value, str):
                sheet.write_string(number, places[name], value)
            else:
                sheet.write_number(number, places[name], value)
