"""What small credit is bounded by. Figures of national practice and of other places (domain.md 9)
say 待确认 until somebody enters the local document.
"""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assistance.schemes.limits.declared import Limit, Shipped

SINCE = date(2021, 1, 1)
NATIONAL = "待确认：脱贫人口小额信贷全国通行做法，以本省文件为准"


def _said(value: str, document: str = NATIONAL, since: date = SINCE) -> Shipped:
    return Shipped(Decimal(value), since, document)


AMOUNT = Limit(
    "credit.amount", _("Small credit: owed by one household at most"), _("yuan"), [_said("50000")]
)
YEARS = Limit(
    "credit.years", _("Small credit: term at most"), pgettext_lazy("term", "years"), [_said("3")]
)
AGE_FROM = Limit(
    "credit.age_from", _("Small credit: borrower not younger than"), _("years"), [_said("18")]
)
AGE_TO = Limit(
    "credit.age_to", _("Small credit: borrower not older than"), _("years"), [_said("65")]
)
EXTENSIONS = Limit(
    "credit.extensions", _("Small credit: extended or renewed at most"), _("times"), [_said("1")]
)
EXTENSION_MONTHS = Limit(
    "credit.extension_months", _("Small credit: an extension at most"), _("months"),
    [_said("12", "待确认：以经办银行规定为准")],
)  # fmt: skip
RATE_SHORT = Limit(
    "credit.rate_short", _("Small credit: yearly rate up to one year at most (1-year LPR)"), _("%")
)
RATE_LONG = Limit(
    "credit.rate_long", _("Small credit: yearly rate above one year at most (5-year LPR)"), _("%")
)
SUBSIDY = Limit(
    "credit.subsidy", _("Small credit: part of the interest that is subsidised"), _("%"),
    [
        _said("100", "待确认：外地公开做法为2023年底前全额贴息"),
        _said("70", "待确认：外地公开做法为2024至2025年贴息70%", date(2024, 1, 1)),
    ],
)  # fmt: skip
DAYS_OF_YEAR = Limit(
    "credit.days_of_year", _("Small credit: days of a year when interest is counted"), _("days"),
    [_said("360", "待确认：以经办银行计息规则为准（360天或365天）")],
)  # fmt: skip


CREDIT = (
    AMOUNT, YEARS, AGE_FROM, AGE_TO, EXTENSIONS, EXTENSION_MONTHS, RATE_SHORT, RATE_LONG, SUBSIDY,
    DAYS_OF_YEAR,
)  # fmt: skip
