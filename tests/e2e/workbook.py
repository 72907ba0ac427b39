"""A county's small census workbook: twelve households of two villages, with a clerk's mistakes."""

from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils import timezone

from monitoring.registry.identity import check_digit
from monitoring.registry.invented.workbook import HOUSEHOLD_COLUMNS, MEMBER_COLUMNS

Cells = dict[str, Any]

YEAR = timezone.localdate().year
VILLAGE = "130131100202"
VILLAGE_CELLS = {
    "省": "河北省", "市": "石家庄市", "县": "平山县", "乡": "平山镇", "村": "西街村民委员会",
}  # fmt: skip
OTHER_CELLS = VILLAGE_CELLS | {"乡": "东回舍镇", "村": "东回舍村民委员会"}
HEADER_ROW = 2  # counted from 0, below a title and a note
MONITORED = "王建国"  # 7,988.00 yuan per person: 312.00 below the line of 8,300.00

# What a household of this county has unless its row says otherwise.
SOUND_HOUSEHOLD = {
    "年度": YEAR, "户类型": "一般农户", "工资性收入": 66000, "生产经营性收入": 8200,
    "财产性收入": 0, "转移性收入": 1800, "生产经营性支出": 1600, "养老保险金": 1800,
    "家庭理赔收入": 0, "合规自付支出": 640, "是否危房户": "否", "危房级别": "A",
    "是否解决安全饮用水": "是",
    "是否有卫生厕所": "是", "是否通生产用电": "是", "是否通生活用电": "是",
    "是否通广播电视": "是", "与村主干路距离 (km)": 0.3, "入户路类型": "水泥路",
    "住房面积 (m²)": 96, "主要燃料类型": "清洁能源", "耕地面积（亩）": 4.2,
    "户联系电话": "13832110000",
}  # fmt: skip
SOUND_MEMBER = {
    "证件类型": "居民身份证", "民族": "汉族", "政治面貌": "群众", "文化程度": "初中",
    "健康状况": "健康", "劳动技能": "普通劳动力", "务工所在地": "石家庄市", "务工时间（月）": 9,
    "是否参加城乡居民基本医疗保险": "是", "是否参加城镇职工基本医疗保险": "否",
    "是否参加大病保险": "是", "是否享受低保": "否", "是否特困供养人员": "否",
    "是否会讲普通话": "是",
}  # fmt: skip
OLD = {"劳动技能": "无劳动力", "务工所在地": "", "务工时间（月）": ""}
PUPIL = OLD | {"文化程度": "", "在校生状况": "小学"}
FAULT = "证件号码"

# Householder, born, wife, born, what their household has besides.
HOUSEHOLDS: list[tuple[str, str, str, str, Cells]] = [
    (MONITORED, "19720516", "杨秀兰", "19740321",
     {"工资性收入": 19000, "生产经营性收入": 6064, "转移性收入": 500, "养老保险金": 500}),
    ("李贵山", "19480213", "赵桂英", "19500907",
     {"工资性收入": 0, "生产经营性收入": 4000, "转移性收入": 15200, "养老保险金": 3600}),
    ("赵志强", "19810630", "刘彩霞", "19830112", {}),
    ("孙福来", "19690802", "马玉珍", "19710425", {"是否解决安全饮用水": "否"}),
    ("刘海生", "19770119", "王丽娟", "19791230", {"合规自付支出": 60400}),
    ("陈玉明", "19850904", "张敏", "19860718", {}),
    ("周大山", "19750327", "韩月娥", "19761015", {}),
    ("张文斌", "19900211", "高静", "19910606", {}),
    ("郭长顺", "19660720", "梁素芬", "19681109",
     OTHER_CELLS | {"是否危房户": "是", "危房级别": "D"}),
    ("吴永胜", "19820508", "曹艳红", "19840223", OTHER_CELLS),
    ("郑建军", "19780914", "田春梅", "19801201", OTHER_CELLS),
    ("冯立国", "19880125", "崔晓燕", "19890817", OTHER_CELLS),
]  # fmt: skip


def id_number(born: str, serial: int) -> str:
    """A valid number; an odd serial makes a man."""
    digits = f"130131{born}{serial:03d}"
    return digits + check_digit(digits)


def write(path: Path, *, mended: bool = False) -> None:
    """The workbook as the county first sends it, or as it comes back, mended in part.

    The five mistakes: a household twice, an income in words (two members stay out with it), a
    village that is nowhere (two more), an ID number with two digits exchanged, and a man said to be
    a woman. Mended are the income and the ID number; and the wage of 陈玉明 is a new one.
    """
    homes, people = _households(), _members()
    if mended:
        homes[5]["工资性收入"] = 71000
    else:
        homes[6]["工资性收入"] = "三万多"
        people[10][FAULT] = people[10][FAULT].replace("1985", "1958")
    homes[7]["村"] = "西关外村民委员会"
    people[22]["性别"] = "女"
    homes.append(homes[3] | {"合规自付支出": 900})
    with xlsxwriter.Workbook(path) as book:
        _sheet(book, "户信息", f"农户信息采集表（{YEAR}年度）", HOUSEHOLD_COLUMNS, homes)
        _sheet(book, "家庭成员信息", f"家庭成员信息采集表（{YEAR}年度）", MEMBER_COLUMNS, people)


def _households() -> list[Cells]:
    return [
        SOUND_HOUSEHOLD | VILLAGE_CELLS | _head(number, head, born) | own
        for number, (head, born, _, _, own) in enumerate(HOUSEHOLDS)
    ]


def _head(number: int, name: str, born: str) -> Cells:
    return {
        "户编号": _code(number), "户主姓名": name, "户主证件号码": id_number(born, 2 * number + 11),
        "家庭人口数": 3 if number in (0, 2) else 2,
    }  # fmt: skip


def _members() -> list[Cells]:
    """Householder and wife of each household; 王建国 has a son besides, 赵志强 a daughter."""
    people = [
        SOUND_MEMBER | cells
        for number, (head, head_born, wife, wife_born, _) in enumerate(HOUSEHOLDS)
        for cells in (
            _person(number, head, "户主", "男", head_born, 2 * number + 11),
            _person(number, wife, "配偶", "女", wife_born, 2 * number + 12),
        )
    ]
    for old in people[2:4]:
        old |= OLD
    people[12]["健康状况"] = "患有大病"
    people[18]["是否参加城乡居民基本医疗保险"] = "否"
    son = _person(0, "王小虎", "之子", "男", "20150822", 51)
    daughter = _person(2, "赵雨桐", "之女", "女", "20120410", 52)
    away = {"在校生状况": "非在校生", "文化程度": "小学", "失学或辍学原因": "厌学"}
    return [*people, SOUND_MEMBER | PUPIL | son, SOUND_MEMBER | PUPIL | away | daughter]


def _person(number: int, name: str, relation: str, sex: str, born: str, serial: int) -> Cells:
    return {
        "户编号": _code(number), "姓名": name, "与户主关系": relation, "性别": sex,
        "出生日期": f"{born[:4]}-{born[4:6]}-{born[6:]}", FAULT: id_number(born, serial),
    }  # fmt: skip


def _code(number: int) -> str:
    return f"1301311002{number + 1:06d}"


def _sheet(
    book: xlsxwriter.Workbook, name: str, title: str, columns: tuple[str, ...], rows: list[Cells]
) -> None:
    sheet = book.add_worksheet(name)
    sheet.write(0, 0, title)
    sheet.write(1, 0, f"填报日期：{YEAR}年11月20日　金额单位：元")
    sheet.write_row(HEADER_ROW, 0, columns)
    for place, cells in enumerate(rows, HEADER_ROW + 1):
        sheet.write_row(place, 0, [cells.get(column, "") for column in columns])
