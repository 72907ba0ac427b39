"""The columns of the census workbook, each declared once: import, export and column help use them.

To add one, see docs/recipes.md.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from django.db.models import Model, TextChoices

from monitoring.registry import choices, cleaning, findings, quantities
from monitoring.registry.cleaning import Cleaner
from monitoring.registry.models import Household, LivingConditions, Member, Statement


class SheetKind(StrEnum):
    """The two sheets; the value is also `ColumnMapping.kind`."""

    HOUSEHOLD = "household"
    MEMBER = "member"


@dataclass(frozen=True)
class Column:
    """One column: `header` is its name in an export, `aliases` what else a file may call it.

    `field` names the staged value and the field of `model`; without a model it only identifies
    the row or is compared. A `personal` number is kept as `<field>_cipher`, `_hash`, `_masked`.
    """

    header: str
    field: str
    clean: Cleaner
    model: type[Model] | None
    aliases: tuple[str, ...] = ()
    options: type[TextChoices] | None = None  # its code list, for the column help
    personal: bool = False
    required: bool = False

    @property
    def stored_fields(self) -> tuple[str, ...]:
        """The fields of the model that hold the value."""
        if self.personal:
            return tuple(f"{self.field}_{part}" for part in ("cipher", "hash", "masked"))
        return (self.field,)


def _columns(
    model: type[Model] | None, *declared: tuple[str, str, Cleaner, *tuple[str, ...]]
) -> tuple[Column, ...]:
    """Columns of `model` without more to say: header, field, cleaner, aliases."""
    return tuple(
        Column(header, field, clean, model, tuple(aliases))
        for header, field, clean, *aliases in declared
    )


def _listed(
    model: type[Model],
    header: str,
    field: str,
    options: type[TextChoices],
    *aliases: str,
    clean: Cleaner | None = None,
) -> Column:
    """A column with a code list."""
    return Column(header, field, clean or cleaning.choice(options), model, aliases, options)


_name = cleaning.limited(60)
_free_text = cleaning.limited(60, cleaning.sentence)
_yes_no = cleaning.yes_no
_money = quantities.money
_area = quantities.area

_household_code = cleaning.required(
    findings.HOUSEHOLD_CODE_MISSING, cleaning.code(findings.HOUSEHOLD_CODE_UNUSABLE)
)
_h = partial(_listed, Household)
_l = partial(_listed, LivingConditions)
_m = partial(_listed, Member)

HOUSEHOLD_COLUMNS: tuple[Column, ...] = (
    *_columns(
        None,
        ("省", "province", cleaning.text, "省份", "省(区、市)", "省级"),
        ("市", "city", cleaning.text, "地市", "市(州)", "地级市", "市级"),
        ("县", "county", cleaning.text, "区县", "县区", "县(市、区)", "县(区)", "县级"),
        ("乡", "township", cleaning.text, "乡镇", "乡(镇)", "镇", "乡级", "乡(镇、街道)"),
        ("村", "village", cleaning.text, "行政村", "村(居)", "村级", "村名"),
        ("行政区划代码", "division_code", cleaning.digits, "行政区划编码", "区划代码"),
    ),
    Column("户编号", "code", _household_code, None, ("户编码",), required=True),
    *_columns(Household, ("户主姓名", "head_name", _name)),
    Column("户主证件号码", "head_id", cleaning.head_identity_number, Household,
           ("户主身份证号", "户主身份证号码", "户主证件号"), personal=True),
    *_columns(Household, ("家庭人口数", "declared_size", quantities.count, "家庭人口", "人口数")),
    Column("年度", "year", cleaning.required(findings.YEAR_MISSING, quantities.year), None,
           ("年份",), required=True),
    _h("户类型", "household_type", choices.HouseholdType,
       clean=cleaning.choice(choices.HouseholdType, {"普通农户": "一般农户"})),
    _h("监测对象类别", "monitored_type", choices.MonitoredType),
    *_columns(
        Household,
        ("识别监测时间", "identified_month", quantities.month),
        ("消除监测时间", "eliminated_month", quantities.month, "风险消除时间"),
        ("风险是否已消除", "risk_eliminated", _yes_no),
    ),
    _h("风险消除方式", "elimination_method", choices.EliminationMethod),
    *(
        _h(f"致贫/返贫风险{n}", f"risk{n}", choices.Risk, f"致贫返贫风险{n}", f"返贫风险{n}")
        for n in range(1, 6)
    ),
    *_columns(Household, ("整户无劳动能力兜底保障户", "no_labour_safety_net", _yes_no)),
    *_columns(
        Statement,
        ("工资性收入", "wage_income", _money),
        ("生产经营性收入", "business_income", _money),
        ("财产性收入", "property_income", _money),
        ("转移性收入", "transfer_income", _money),
        ("生产经营性支出", "business_cost", _money),
        ("计划生育金", "family_planning", _money),
        ("低保金", "low_income_allowance", _money),
        ("五保金/特困供养金", "extreme_poverty_support", _money, "五保金", "特困供养金"),
        ("养老保险金", "pension", _money),
        ("生态补偿金", "eco_compensation", _money),
        ("其他转移性收入", "other_transfer", _money),
        ("家庭理赔收入", "claims", _money, "理赔收入"),
        ("合规自付支出", "out_of_pocket", _money),
    ),
    *_columns(
        None,
        ("纯收入", "net_income", quantities.signed_money, "家庭纯收入"),
        ("人均纯收入", "net_income_pc", quantities.signed_money, "家庭人均纯收入"),
    ),
    *_columns(LivingConditions, ("是否危房户", "dangerous_house", _yes_no)),
    _l("危房级别", "house_grade", choices.HouseGrade, "危房等级",
       clean=cleaning.graded(choices.HouseGrade, "abcd")),
    *_columns(
        LivingConditions,
        ("是否解决安全饮用水", "safe_water", _yes_no),
        ("是否有卫生厕所", "sanitary_toilet", _yes_no),
        ("是否通生产用电", "production_power", _yes_no),
        ("是否通生活用电", "household_power", _yes_no),
        ("是否通广播电视", "broadcast", _yes_no),
        ("与村主干路距离 (km)", "road_distance", quantities.distance),
    ),
    _l("入户路类型", "road_type", choices.Road),
    *_columns(LivingConditions, ("住房面积 (m²)", "floor_space", _area)),
    _l("主要燃料类型", "fuel", choices.Fuel),
    *_columns(
        LivingConditions,
        ("耕地面积（亩）", "farmland", _area),
        ("林地面积（亩）", "woodland", _area),
        ("退耕还林面积（亩）", "returned_woodland", _area),
        ("林果面积（亩）", "orchard", _area),
        ("牧草地面积（亩）", "pasture", _area),
        ("水面面积（亩）", "water_surface", _area),
        ("是否加入农民专业合作组织", "in_cooperative", _yes_no),
        ("是否有龙头企业带动", "led_by_firm", _yes_no),
        ("是否有创业致富带头人带动", "led_by_entrepreneur", _yes_no),
    ),
    *_columns(
        Household,
        ("是否军烈属", "martyr_family", _yes_no),
        ("是否易地扶贫搬迁户", "relocated", _yes_no),
        ("户联系电话", "phone", cleaning.phone, "联系电话"),
        ("开户银行名称", "bank_name", _free_text, "开户银行"),
    ),
    Column("银行卡号", "bank_card", cleaning.bank_card, Household, ("银行账号",), personal=True),
    *_columns(
        Household,
        ("监测联系人", "contact_name", _name),
        ("监测联系人电话", "contact_phone", cleaning.phone),
    ),
)  # fmt: skip

MEMBER_COLUMNS: tuple[Column, ...] = (
    Column("户编号", "code", _household_code, None, ("户编码",), required=True),
    *_columns(
        Member,
        ("人口编号", "person_code", cleaning.code(findings.PERSON_CODE_UNUSABLE), "人口编码"),
    ),
    Column("姓名", "name", cleaning.required(findings.NAME_MISSING, _name), Member,
           ("成员姓名",), required=True),
    _m("证件类型", "id_kind", choices.IdentityKind),
    Column("证件号码", "id_number", cleaning.identity_number, Member,
           ("身份证号", "身份证号码", "证件号"), personal=True),
    _m("性别", "sex", choices.Sex),
    *_columns(
        Member,
        ("出生日期", "birth_date", quantities.birth_date, "出生年月日"),
        ("民族", "ethnicity", cleaning.ethnicity),
    ),
    _m("政治面貌", "politics", choices.Politics),
    _m("与户主关系", "relation", choices.Relation),
    _m("文化程度", "education", choices.Education),
    _m("在校生状况", "school_stage", choices.SchoolStage),
    _m("失学或辍学原因", "out_of_school_reason", choices.OutOfSchoolReason,
       "义务教育阶段未上学原因", "失学辍学原因"),
    _m("健康状况", "health", choices.Health, clean=cleaning.health),
    _m("残疾类别", "disability_type", choices.DisabilityType),
    _m("残疾等级", "disability_grade", choices.DisabilityGrade,
       clean=cleaning.graded(choices.DisabilityGrade, "1234")),
    _m("劳动技能", "labour", choices.Labour),
    *_columns(
        Member,
        ("务工所在地", "work_place", _free_text),
        ("务工时间（月）", "work_months", quantities.months),
        ("务工企业名称", "work_firm", cleaning.limited(100, cleaning.sentence)),
        ("就业渠道", "work_channel", _free_text),
        ("是否国外务工", "work_abroad", _yes_no),
        ("公益性岗位类型", "public_post", _free_text),
        ("公益性岗位(月数)", "public_post_months", quantities.months, "公益性岗位月数"),
        ("是否参加城乡居民基本医疗保险", "resident_insurance", _yes_no,
         "是否参加新型农村合作医疗（城乡居民基本医疗保险）"),
        ("是否参加城镇职工基本医疗保险", "employee_insurance", _yes_no),
        ("是否参加大病保险", "major_illness_insurance", _yes_no),
        ("是否参加商业补充医疗保险", "commercial_insurance", _yes_no),
        ("是否参加城乡居民基本养老保险", "resident_pension", _yes_no),
        ("是否参加城镇职工基本养老保险", "employee_pension", _yes_no),
        ("是否享受低保", "low_income_allowance", _yes_no),
        ("是否特困供养人员", "extreme_poverty_support", _yes_no),
        ("是否接受大病医疗救助", "medical_assistance", _yes_no),
        ("是否接受其他健康扶贫", "other_health_help", _yes_no),
        ("是否会讲普通话", "speaks_mandarin", _yes_no),
        ("成员联系电话", "phone", cleaning.phone, "联系电话"),
    ),
    # The household's row says it, too, and is the one that counts.
    *_columns(None, ("户联系电话", "household_phone", cleaning.text)),
    Column("年度", "year", quantities.year, None, ("年份",)),
    *_columns(
        Member,
        ("残疾证办证年度", "disability_year", quantities.year),
        ("产业分类", "industry", _free_text),
    ),
)  # fmt: skip

SHEETS: dict[SheetKind, tuple[Column, ...]] = {
    SheetKind.HOUSEHOLD: HOUSEHOLD_COLUMNS,
    SheetKind.MEMBER: MEMBER_COLUMNS,
}
