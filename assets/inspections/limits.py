from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from assistance.schemes.limits.declared import Limit, Shipped

# Where nobody is said to look after an asset, whose own rhythm counts otherwise.
MONTHS = Limit(
    "assets.inspection_months", _("Assets: inspected every, unless its maintenance says otherwise"),
    _("months"), [Shipped(Decimal(12), date(2021, 1, 1), "待确认：巡检周期以本县管护办法为准")],
)  # fmt: skip
