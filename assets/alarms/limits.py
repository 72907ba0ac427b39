from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from assistance.schemes.limits.declared import Limit, Shipped

_SAID = [Shipped(Decimal(30), date(2021, 1, 1), "待确认：逐级上报的天数以本县资产管理办法为准")]
VILLAGE_DAYS = Limit(
    "assets.alarm_village", _("Assets: an alarm stays with the village for"), _("days"), _SAID
)
TOWNSHIP_DAYS = Limit(
    "assets.alarm_township", _("Assets: an alarm stays with the township for"), _("days"), _SAID
)
