"""What can be wrong with a row of a census workbook: every rule once, with its code and sentence.

An error keeps the row out, a warning lets it in (docs/import-findings.md lists them for people).
The sentences are Chinese only: a finding is written for the clerk who filled in the workbook and
is kept with the batch, whoever reads it later in whatever language.
"""

import re
from dataclasses import dataclass
from typing import Literal

from accounts.personal import mask

RULES: dict[str, "Rule"] = {}


@dataclass(frozen=True)
class Rule:
    code: str
    severity: Literal["error", "warning"]
    sentence: str  # `%s` stands for the value in question

    def __post_init__(self) -> None:
        RULES[self.code] = self

    @property
    def refuses(self) -> bool:
        return self.severity == "error"

    def message(self, *values: object) -> str:
        return self.sentence % tuple(_shown(value) for value in values)


def _shown(value: object) -> str:
    """Personal numbers stay masked in whichever column they stand, as where columns slipped."""
    return _LONG_NUMBER.sub(lambda found: mask(found.group()), str(value)[:40])


_LONG_NUMBER = re.compile(r"\d{15,}[Xx]?")


def _error(code: str, sentence: str) -> Rule:
    return Rule(code, "error", sentence)


def _warning(code: str, sentence: str) -> Rule:
    return Rule(code, "warning", sentence)


class Problem(Exception):  # noqa: N818  # about a cell, not a fault of the program
    """A cell that breaks `rule`; `value` is what is stored where the rule lets the row in."""

    def __init__(self, rule: Rule, *shown: object, value: object = None) -> None:
        super().__init__(rule.code)
        self.rule = rule
        self.message = rule.message(*shown)
        self.value = value


# 1. What a row cannot do without.
HOUSEHOLD_CODE_MISSING = _error("household-code-missing", "缺少户编号。请补填该户的户编号。")
HOUSEHOLD_CODE_UNUSABLE = _error(
    "household-code-unusable",
    "户编号“%s”已失真或超过40位。请把该列设为文本格式，重新填写完整的户编号。",
)
YEAR_MISSING = _error("year-missing", "缺少年度。请填写4位年度，例如2026。")
NAME_MISSING = _error("name-missing", "缺少姓名。请补填该成员的姓名。")
PERSON_KEY_MISSING = _error(
    "person-key-missing", "证件号码和人口编号都没有填写。请至少填写其中一项。"
)

# 2. Where it is.
VILLAGE_UNKNOWN = _error(
    "village-unknown", "找不到唯一的行政村“%s”。请按行政区划表填写省、市、县、乡、村全称。"
)
DIVISION_CODE_UNKNOWN = _error(
    "division-code-unknown", "行政区划代码“%s”不是行政村代码。请填写12位村级代码。"
)
VILLAGE_MISSING = _error(
    "village-missing",
    "系统中没有该户，文件中也没有行政村。请补上省、市、县、乡、村或行政区划代码。",
)
OUTSIDE_AREA = _error("outside-area", "该村不在您负责的区域内。请核对行政村，或交由所在地导入。")
HOUSEHOLD_OUTSIDE_AREA = _error(
    "household-outside-area", "该户编号属于其他区域的户。请核对户编号，或交由所在地导入。"
)

# 3. Who it is.
HOUSEHOLD_TWICE = _error(
    "household-twice", "同一户编号、同一年度前面已有一行（第%s行）。请删除重复的行。"
)
PERSON_TWICE = _error(
    "person-twice", "同一人员、同一年度前面已有一行（第%s行）。请删除重复的行，或核对证件号码。"
)
PERSON_ELSEWHERE = _error(
    "person-elsewhere", "该人员目前在另一户（%s）。请先核实；确已转户的，先在原户办理减少。"
)

# 4. The ID number.
ID_LENGTH = _error(
    "id-number-length",
    "证件号码%s位数不对。居民身份证应为18位，残疾人证应为20位或22位。请对照证件核对。",
)
ID_CHECK_DIGIT = _error(
    "id-number-check-digit", "证件号码%s校验不通过，至少有一位写错。请对照证件重新填写。"
)
ID_DATE = _error("id-number-date", "证件号码%s中的出生日期不存在或晚于今天。请对照证件核对。")
ID_CERTIFICATE = _error(
    "id-number-certificate", "残疾人证号码%s中的残疾类别或等级不对。请对照残疾人证核对。"
)
ID_DIGITS_LOST = _error(
    "id-number-digits-lost",
    "证件号码被存成了数字，末尾几位已丢失。请把该列设为文本格式，对照证件重新填写。",
)

# 5. Sex and dates.
SEX_CONTRADICTS = _error("sex-contradicts-id", "性别“%s”与证件号码不一致。请对照证件改正。")
BIRTH_CONTRADICTS = _error(
    "birth-date-contradicts-id", "出生日期%s与证件号码不一致。请对照证件改正。"
)
DATE_IMPOSSIBLE = _error("date-impossible", "日期“%s”无法识别或不存在。请按1956-03-12的样式填写。")
BIRTH_FUTURE = _error("birth-date-future", "出生日期%s晚于今天。请核对。")

# 6. Code lists.
NOT_IN_LIST = _error("not-in-list", "“%s”不在可选范围内。请填写：%s。")

# 7. Numbers.
NUMBER_UNREADABLE = _error("number-unreadable", "“%s”不是可识别的数字。请只填写数字。")
NUMBER_NEGATIVE = _error("number-negative", "%s小于0。金额和面积不能为负数，请核对。")
MONTHS_RANGE = _error("months-out-of-range", "月数“%s”不在0到12之间。请核对。")
YEAR_RANGE = _error("year-out-of-range", "年度“%s”不在2000年到明年之间。请填写4位年度。")

# 8. A member's household.
HOUSEHOLD_UNKNOWN = _error(
    "household-unknown", "户编号“%s”既不在本次文件中，也不在系统中。请核对，或补上该户的户信息。"
)
HOUSEHOLD_REFUSED = _error(
    "household-refused", "户编号“%s”在户信息表中的行有错误，未能导入。请先改正该户信息。"
)

# What checkers of the national data ask about (domain facts 7.4).
LABOUR_OF_A_CHILD = _warning("labour-of-a-child", "未满16周岁，劳动技能应为“无劳动力”。请核对。")
HEALTHY_AND_ILL = _warning("healthy-and-ill", "健康状况选了“健康”，又选了其他。请只保留属实的。")
DISABILITY_UNSAID = _warning(
    "disability-unsaid", "有残疾类别或等级，但健康状况没有“残疾”。请核对。"
)
DISABILITY_UNGRADED = _warning(
    "disability-ungraded", "健康状况有“残疾”，但没有残疾等级。请对照残疾人证补填。"
)
WORK_WITHOUT_MONTHS = _warning("work-without-months", "填了务工所在地，但没有务工时间。请补填。")
WORK_WITHOUT_PLACE = _warning("work-without-place", "填了务工时间，但没有务工所在地。请补填。")
WORK_WITHOUT_LABOUR = _warning(
    "work-without-labour", "有务工时间，劳动技能却是无劳动力或丧失劳动力。请核对。"
)
POST_AT_SEVENTY = _warning("post-at-seventy", "已满70周岁，仍在公益性岗位。请核对。")
INSURED_TWICE = _warning("insured-twice", "同时参加了居民医保和职工医保。请核对。")
RELATION_AND_SEX = _warning("relation-and-sex", "与户主关系“%s”和性别不符。请核对。")
EDUCATION_AT_SCHOOL = _warning(
    "education-at-school", "在校生填写在校生状况即可，不填文化程度。请核对。"
)
LEFT_SCHOOL_HEALTHY = _warning(
    "left-school-healthy", "失学原因是因病或因残，健康状况却是“健康”。请核对。"
)
TYPE_CONTRADICTS = _warning(
    "monitored-type-contradicts",
    "脱贫不稳定户应为脱贫户，边缘易致贫户应为一般农户，与户类型不符。请核对。",
)
RISK_MISSING = _warning("risk-missing", "监测对象没有填写致贫返贫风险。请补填。")
IDENTIFIED_MISSING = _warning("identified-month-missing", "监测对象没有识别监测时间。请补填。")
ELIMINATED_MISSING = _warning(
    "eliminated-month-missing", "风险已消除，但没有消除监测时间。请补填。"
)
GRADE_CONTRADICTS = _warning("house-grade-contradicts", "是否危房户与危房级别不符。请核对。")
ILLNESS_WITHOUT_COST = _warning("illness-without-cost", "风险有“因病”，合规自付支出却为0。请核对。")

# Everything else that looks wrong.
COLUMN_UNKNOWN = _warning(
    "column-unknown", "无法识别“%s”列，该列未导入。需要时请指定它对应的项目。"
)
SHEET_UNKNOWN = _warning(
    "sheet-unknown", "工作表“%s”没有可识别的表头，未导入。需要导入时请核对表头。"
)
HEAD_ID_BAD = _warning("head-id-number-bad", "户主证件号码%s有误，未采用。请对照证件核对。")
HEAD_DIFFERS = _warning("head-differs", "户主与成员表中的户主不一致。请核对两张表。")
SIZE_DIFFERS = _warning("size-differs", "家庭人口数填写%s人，成员实有%s人。请核对。")
NET_INCOME_DIFFERS = _warning(
    "net-income-differs", "纯收入填写%s元，按各项收支计算为%s元。请核对。"
)
NET_INCOME_PC_DIFFERS = _warning(
    "net-income-per-person-differs", "人均纯收入填写%s元，按各项收支和人口计算为%s元。请核对。"
)
TRANSFER_PARTS = _warning("transfer-parts-exceed", "转移性收入%s元，小于各分项之和%s元。请核对。")
MEMBER_ABSENT = _warning("member-absent", "原有成员%s不在本次文件中，仍保留。已减少的请办理减少。")
MEMBER_LEFT = _warning(
    "member-left", "%s在系统中已减少，本次只更新信息，不恢复为在户。如已返回请办理增加。"
)
CERTIFICATE_DIFFERS = _warning(
    "certificate-differs", "残疾类别或等级与残疾人证号码不一致，已按证件号码记录。请核对。"
)
PHONE = _warning("phone-not-11-digits", "电话“%s”不是11位。请核对。")
BANK_CARD = _warning("bank-card-bad", "银行卡号应为12至19位数字，已失真或有误。请按文本格式填写。")
TEXT_TOO_LONG = _warning("text-too-long", "文字超过%s个字，多出的部分未导入。请缩短。")
DISTANCE_NEGATIVE = _warning("distance-negative", "距离“%s”小于0，未采用。请核对。")
MONTHS_ROUNDED = _warning("months-rounded", "月数“%s”不是整数，已进为整月。请核对。")
ETHNICITY_UNKNOWN = _warning("ethnicity-unknown", "“%s”不是国家标准的民族名称。请核对。")
PERSON_CODE_UNUSABLE = _warning(
    "person-code-unusable", "人口编号“%s”已失真或超过40位，未采用。请把该列设为文本格式重新填写。"
)
ID_NUMBER_KEPT = _warning("id-number-kept", "证件号码为空，保留系统中原有的证件号码。请核对。")
