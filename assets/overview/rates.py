"""What the assets of a place bring in, and what is wrong with them, as parts of a whole."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Division
from accounts.scope import inside, within
from assets.income.publication.villages import seen_by, with_income
from assets.income.receipts.lists import receipts_seen_by
from assets.income.receipts.models import Receipt
from monitoring.lists.places import Viewer

HUNDRED = Decimal(100)
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Rate:
    """`part` of `whole`, both in the same unit, with the list that shows the part."""

    label: str
    part: Decimal | int
    whole: Decimal | int
    url: str

    @property
    def percent(self) -> Decimal | None:
        return percent(self.part, self.whole)


def percent(part: int | Decimal, whole: int | Decimal) -> Decimal | None:
    """One decimal; None where there is nothing to divide by."""
    return round(HUNDRED * part / whole, 1) if whole else None


def rates(user: Viewer, area: Division, operating: Decimal) -> list[Rate]:
    """`operating`: the original value of what is there to bring something in."""
    return [_income(user, area, operating), _published(user, area)]


def _income(user: Viewer, area: Division, operating: Decimal) -> Rate:
    """Of the last year; what a disposal brought is no income."""
    since = timezone.localdate() - YEAR
    came = receipts_seen_by(user).filter(within(area), received_on__gte=since).live()
    amount = came.exclude(kind=Receipt.Kind.PROCEEDS).sums()["amount"]
    return Rate(
        _("Income of a year, per cent of operating assets"), amount, operating,
        _list("receipts:list", area, since=since),
    )  # fmt: skip


def _published(user: Viewer, area: Division) -> Rate:
    """Villages that told their people what became of the income of the year before."""
    today = timezone.localdate()
    villages = seen_by(user).filter(inside([area], "code"))
    told = with_income(villages, today.year - 1, today)
    return Rate(
        _("Use of last year's income published, per cent of villages"),
        told.exclude(published_on=None).count(), told.count(),
        _list("publications:list", area, state="published"),
    )  # fmt: skip


def _list(name: str, area: Division, **chosen: object) -> str:
    return f"{reverse(name)}?{urlencode({'division': area.code} | chosen)}"
