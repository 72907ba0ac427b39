"""What the three-fold protection rests on, by category (policy 二(三)(十二)): local documents say
how much, so what ships is taken from elsewhere or unknown.
"""

from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from assistance.schemes.limits.declared import Limit, Shipped

LOCAL = "待确认：以本市医保待遇文件为准"
AID = "待确认：国办发〔2021〕42号有下限要求，以本省医疗救助文件为准"


class Category(models.TextChoices):
    EXTREME = "extreme", _("Extremely poor (特困)")
    LOW_INCOME = "low_income", _("Low-income allowance (低保)")
    WATCHED = "watched", _("Monitored household")
    OTHER = "other", _("Other insured resident")


def _stage(code: str, label: str, share: str | None, document: str) -> list[Limit]:
    shipped = [] if share is None else [Shipped(Decimal(share), date(2021, 1, 1), document)]
    named = {"name": label}
    return [
        Limit(f"{code}.deductible", format_lazy(_("{name}: deductible"), **named), _("yuan")),
        Limit(f"{code}.share", format_lazy(_("{name}: share"), **named), _("%"), shipped),
        Limit(f"{code}.limit", format_lazy(_("{name}: annual limit"), **named), _("yuan")),
    ]


# Of the policy range of the bill, by category: nobody's share is lower than another document says.
SHARES: dict[str, dict[Category, str | None]] = {
    "basic": dict.fromkeys(Category, "70"),
    "major": {
        Category.EXTREME: "65", Category.LOW_INCOME: "65", Category.WATCHED: "60",
        Category.OTHER: "60",
    },
    "aid": {
        Category.EXTREME: "70", Category.LOW_INCOME: "70", Category.WATCHED: None,
        Category.OTHER: None,
    },
}  # fmt: skip
STAGES = {"basic": "基本医保", "major": "大病保险", "aid": "医疗救助"}
NAMES = {
    Category.EXTREME: "特困", Category.LOW_INCOME: "低保", Category.WATCHED: "监测对象",
    Category.OTHER: "其他参保居民",
}  # fmt: skip

MEDICAL = tuple(
    limit
    for stage, label in STAGES.items()
    for category in Category
    for limit in _stage(
        f"medical.{stage}.{category.value}",
        f"{label}（{NAMES[category]}）",
        SHARES[stage][category],
        AID if stage == "aid" else LOCAL,
    )
)
