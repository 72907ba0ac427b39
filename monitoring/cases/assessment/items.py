"""What an income is itemised by (domain.md 1.3): each item once, with the total it adds to.

The names are those of the national form, Chinese like the form itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from monitoring.registry.quantities import ZERO


@dataclass(frozen=True)
class Item:
    code: str
    name: str
    field: str  # of the statement: the total, or the part of the transfer income
    total: str  # the field under which the form lists it


def _items(total: str, *declared: tuple[str, str], field: str = "") -> tuple[Item, ...]:
    return tuple(Item(code, name, field or total, total) for code, name in declared)


_TRANSFER = "transfer_income"

ITEMS: tuple[Item, ...] = (
    *_items(
        "wage_income",
        ("wage_work", "务工收入"),
        ("post_department", "公益岗位收入（行业部门）"),
        ("post_township", "公益岗位收入（乡镇）"),
        ("post_village", "公益岗位收入（村级）"),
        ("picking", "自主采摘"),
    ),
    *_items(
        "business_income",
        ("income_crops", "种植业"),
        ("income_livestock", "养殖业"),
        ("income_forestry", "林果业"),
        ("income_other", "其他生产经营"),
    ),
    *_items(
        "property_income",
        ("dividend", "资产收益扶贫分红"),
        ("land_transfer", "土地流转"),
        ("finance", "金融贷款项目"),
        ("agency", "代种代养"),
        ("property_other", "其他财产性收入"),
    ),
    *_items(_TRANSFER, ("family_planning", "计划生育金"), field="family_planning"),
    *_items(_TRANSFER, ("low_income_allowance", "低保金"), field="low_income_allowance"),
    *_items(_TRANSFER, ("extreme_poverty_support", "特困供养金"), field="extreme_poverty_support"),
    *_items(_TRANSFER, ("pension", "养老保险金"), field="pension"),
    *_items(
        _TRANSFER,
        ("eco_farmland", "退耕还林补偿"),
        ("eco_forest", "公益林补偿"),
        ("eco_grassland", "草原奖补"),
        ("eco_resettlement", "移民补助"),
        ("eco_other", "其他生态补偿"),
        field="eco_compensation",
    ),
    *_items(
        _TRANSFER,
        ("grain_subsidy", "玉米大豆补贴"),
        ("land_fertility", "地力补贴"),
        ("crop_insurance", "大田保险"),
        ("old_age", "高龄补贴"),
        ("veterans", "优抚金"),
        ("disability", "残疾补贴"),
        ("education", "教育扶持"),
        ("disaster_relief", "救灾款"),
        ("disabled_elderly", "失能老人补贴"),
        ("alimony", "赡养费"),
        ("heating", "取暖费"),
        ("price_subsidy", "物价补贴"),
        ("social_relief", "社会救济"),
        ("poverty_insurance", "防贫保险"),
        ("donations", "捐赠和赔偿"),
        ("transfer_other", "其他转移性收入"),
        field="other_transfer",
    ),
    *_items(
        "business_cost",
        ("cost_crops", "种植业支出"),
        ("cost_livestock", "养殖业支出"),
        ("cost_forestry", "林果业支出"),
        ("cost_other", "其他生产经营支出"),
    ),
    *_items("claims", ("claims", "家庭理赔收入")),
    *_items("out_of_pocket", ("out_of_pocket", "合规自付支出")),
)
BY_CODE = {item.code: item for item in ITEMS}
FIELDS = tuple(dict.fromkeys([*(item.field for item in ITEMS), _TRANSFER]))
TOTALS = tuple(dict.fromkeys(item.total for item in ITEMS))

# Where an amount goes of which only the sum is known.
UNDIVIDED = {
    "wage_income": "wage_work",
    "business_income": "income_other",
    "property_income": "property_other",
    "family_planning": "family_planning",
    "low_income_allowance": "low_income_allowance",
    "extreme_poverty_support": "extreme_poverty_support",
    "pension": "pension",
    "eco_compensation": "eco_other",
    "other_transfer": "transfer_other",
    "business_cost": "cost_other",
    "claims": "claims",
    "out_of_pocket": "out_of_pocket",
}


def totals(amounts: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The amounts of a statement; what nobody gave counts as nothing."""
    summed = dict.fromkeys(FIELDS, ZERO)
    for code, amount in amounts.items():
        item = BY_CODE[code]
        summed[item.field] += amount
        if item.field != item.total:
            summed[item.total] += amount
    return summed
