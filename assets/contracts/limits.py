"""How long a contract may be agreed for, as data; read for all contracts at once."""

from datetime import date
from decimal import Decimal

from django.db.models import F, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assistance.schemes.limits.declared import Limit, Shipped
from assistance.schemes.limits.models import LimitValue
from assistance.schemes.posts.querysets import Years
from monitoring.criteria.querysets import OWN_FIRST

YEARS = Limit(
    "assets.contract_years", _("Assets: a contract is agreed for at most"),
    pgettext_lazy("term", "years"),
    [
        Shipped(Decimal(20), date(1999, 10, 1), "《中华人民共和国合同法》第二百一十四条"),
        Shipped(Decimal(20), date(2021, 1, 1), "《中华人民共和国民法典》第七百零五条"),
    ],
)  # fmt: skip


def longest() -> Combinable:
    """Of each contract, the last day until which the law of its first day let it be agreed."""
    county = Concat(OuterRef("asset__county"), Value("000000"))
    values = LimitValue.objects.filter(
        Q(county=None) | Q(county=county), code=YEARS.code, valid_from__lte=OuterRef("starts_on")
    )
    years = Subquery(values.order_by(*OWN_FIRST).values("value")[:1])
    return F("starts_on") + Years(Cast(years, IntegerField()))
