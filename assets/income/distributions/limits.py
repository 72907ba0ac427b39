"""Until when what has to be done; figures that no local document says are 待确认."""

from datetime import date
from decimal import Decimal

from django.db.models import (
    DateField,
    ExpressionWrapper,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat, Left
from django.utils.translation import gettext_lazy as _

from assistance.schemes.limits.declared import Limit, Shipped
from assistance.schemes.limits.models import LimitValue
from monitoring.criteria.querysets import OWN_FIRST

SINCE = date(2013, 1, 1)
DAYS = _("days")

NOTICE = Limit(
    "assets.notice", _("Assets: a distribution is on public notice for at least"), DAYS,
    [Shipped(Decimal(7), SINCE, "待确认：公示天数以本县资产收益管理办法为准")],
)  # fmt: skip
DISTRIBUTE = Limit(
    "assets.distribute", _("Assets: income is distributed after the end of its year within"), DAYS,
    [Shipped(Decimal(90), SINCE, "待确认：以本县资产收益管理办法为准")],
)  # fmt: skip
PUBLISH = Limit(
    "assets.publish", _("Assets: use of income is published after the end of the year within"),
    DAYS,
    [Shipped(Decimal(90), SINCE, "每村每年至少公布一次；年后天数待确认")],
)  # fmt: skip
INCOME = (NOTICE, DISTRIBUTE, PUBLISH)


class YearEnd(Func):
    """The last day of the year of a day."""

    template = "make_date(extract(year FROM %(expressions)s)::int, 12, 31)"
    output_field = DateField()


def until(limit: Limit, year_of: Combinable | str, code: str, today: date) -> Combinable:
    """Of each row, the last day for it: so many days after the end of the year of `year_of`.

    `code` names the column of its division.
    """
    county = Concat(Left(OuterRef(code), 6), Value("000000"))
    values = LimitValue.objects.filter(
        Q(county=None) | Q(county=county), code=limit.code, valid_from__lte=today
    )
    days = Subquery(values.order_by(*OWN_FIRST).values("value")[:1])
    return ExpressionWrapper(YearEnd(year_of) + Cast(days, IntegerField()), DateField())
