"""When 防贫保 and the social assistance fund pay, and how much: local, so mostly unknown."""

from datetime import date
from decimal import Decimal

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from assistance.schemes.limits.declared import Limit, Shipped

SEEN = Shipped(
    Decimal(50), date(2021, 1, 1),
    "待确认：魏县公开做法（自付18,000元赔9,000元），以本县文件为准",
)  # fmt: skip
NAMES = {"insurance": "防贫保", "fund": "社会救助基金"}


def _of(kind: str, name: str) -> tuple[Limit, ...]:
    code = f"insurance.{kind}"
    return (
        Limit(
            f"{code}.line.watched",
            format_lazy(_("{name}: line for monitored and ex-poor households"), name=name),
            _("yuan"),
        ),
        Limit(
            f"{code}.line.other",
            format_lazy(_("{name}: line for other households"), name=name),
            _("yuan"),
        ),
        Limit(f"{code}.share", format_lazy(_("{name}: share paid"), name=name), _("%"), [SEEN]),
        Limit(
            f"{code}.cap",
            format_lazy(_("{name}: a household and year at most"), name=name),
            _("yuan"),
        ),
    )


INSURANCE = tuple(limit for kind, name in NAMES.items() for limit in _of(kind, name))
