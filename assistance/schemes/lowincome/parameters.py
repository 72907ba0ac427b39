"""What the reckoning of 低保 income rests on (policy 四(十一)); amounts are local, so unknown."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from assistance.schemes.limits.declared import Limit, Shipped

POLICY = "市实施意见（十一）"
WHOLE = [Shipped(Decimal(100), date(2021, 1, 1), "待确认：以本县低保认定文件为准")]

STANDARD = Limit("lowincome.standard", _("Low-income standard per person"), _("yuan a month"))
LOW_INCOME = (
    STANDARD,
    Limit(
        "lowincome.disability.share", _("Spending for disability: share deducted"), _("%"), WHOLE
    ),
    Limit("lowincome.disability.limit", _("Spending for disability: at most a year"), _("yuan")),
    Limit("lowincome.illness.share", _("Spending for illness: share deducted"), _("%"), WHOLE),
    Limit("lowincome.illness.limit", _("Spending for illness: at most a year"), _("yuan")),
    Limit("lowincome.work.share", _("Necessary employment cost: share deducted"), _("%"), WHOLE),
    Limit("lowincome.work.limit", _("Necessary employment cost: at most a year"), _("yuan")),
)
