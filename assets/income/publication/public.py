"""What hangs on the wall: built from the few facts that may, so that nothing else can be there.

As the notices of monitoring (cases/papers/public.py): a name and an amount, never an ID number,
phone, account, or why somebody is in difficulty.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum

from accounts.models import Division
from assets.income.distributions.models import Distribution, Payout
from assets.income.receipts.models import Receipt


@dataclass(frozen=True)
class Came:
    asset: str
    kind: str
    amount: Decimal


@dataclass(frozen=True)
class Got:
    name: str
    amount: Decimal


@dataclass(frozen=True)
class Used:
    use: str
    amount: Decimal
    spent: Sequence[tuple[str, Decimal]]  # on what, for how much
    people: Sequence[Got]


@dataclass(frozen=True)
class Published:
    period: str
    total: Decimal
    uses: Sequence[Used]


def came(village: Division, year: int) -> list[Came]:
    """By asset and kind, what was received in the year."""
    receipts = Receipt.objects.live().of_year(year).filter(division=village)
    rows = receipts.order_by("asset__name", "kind").values_list("asset__name", "kind")
    labels = dict(Receipt.Kind.choices)
    return [
        Came(name, str(labels[kind]), amount)
        for name, kind, amount in rows.annotate(sum=Sum("amount"))
    ]


def used(village: Division, year: int) -> list[Published]:
    """What the distributions of the year came to, once the township has agreed to them."""
    found = Distribution.objects.decided().filter(division=village, starts_on__year=year)
    return [Published(each.period, each.total, _uses(each)) for each in found.order_by("starts_on")]


def _uses(found: Distribution) -> list[Used]:
    people: dict[int, list[Got]] = {}
    still = Q(delivery=None) | Q(delivery__state="paid")
    for row in Payout.objects.filter(still, line__distribution=found).for_list():
        got = Got(str(row.member or row.household.head_name), row.amount)
        people.setdefault(row.line_id, []).append(got)
    return [
        Used(
            str(line.use), line.amount,
            [(each.what, each.amount) for each in line.spendings.all()], people.get(line.pk, []),
        )
        for line in found.lines.select_related("use").prefetch_related("spendings")
    ]  # fmt: skip
