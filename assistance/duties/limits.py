"""Within which time help comes: what ships, and what an administrator sets."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from assistance.duties.models import HelpLimit

SHIPPED = HelpLimit(
    urgent_days=0,
    measure_months=1,
    development_months=6,
    step_days=10,
    valid_from=date(2020, 1, 1),
    document="待确认：数据校核规则 1_11_010、5_12_007；绿色通道与逐级提醒的天数以本市文件为准",
)


@transaction.atomic
def install() -> None:
    """Put the shipped ones in force, once."""
    if not HelpLimit.objects.exists():
        HelpLimit.objects.bulk_create([SHIPPED])


@transaction.atomic
def set_limit(*, by: User, **values: Any) -> HelpLimit:
    require(by, "procedures.change")
    found = HelpLimit(by=by, **values)
    found.full_clean()
    found.save()
    audit.record(Event.HELP_LIMIT_SET, by=by, subject=found)
    return found


def ever() -> QuerySet[HelpLimit]:
    return HelpLimit.objects.select_related("county", "by")
