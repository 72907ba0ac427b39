"""What was taken in, kept: one statement for the deliveries, two movements for each fund."""

from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from accounts.models import User
from assistance.awards import changed
from assistance.deliveries.models import Delivery
from assistance.deliveries.querysets import DeliveryQuerySet
from assistance.deliveries.reports.judging import Verdict
from assistance.funds import actions as funds
from assistance.funds.models import Fund
from monitoring.feeds.records.models import Push


def store(push: Push, verdicts: dict[int, Verdict], *, by: User) -> None:
    """What somebody else gave in the same moment is refused, as if it had been there before."""
    new = [each.given for each in verdicts.values() if each.status == "accepted" and each.given]
    for given in new:
        given.push = push
    Delivery.objects.bulk_create(sorted(new, key=_order), ignore_conflicts=True)
    kept = dict(push.deliveries.values_list("row", "pk"))
    for row, verdict in verdicts.items():
        if verdict.given and verdict.given.push_id == push.pk:
            verdict.given.pk = kept.get(verdict.given.row)
            if verdict.given.pk is None:
                said = _("This was already given for these days.")
                verdicts[row] = Verdict(errors={"starts_on": said})
    for fund, amount in by_fund(push.deliveries.all()):
        funds.commit(fund, by=by, amount=amount, reason=told(push))
        funds.pay(fund, by=by, amount=amount, reason=told(push))
    changed.tell(push.deliveries.households())


def take_back(push: Push, *, by: User, why: str) -> int:
    """Reverse what still counts of it; how many."""
    rows = push.deliveries.paid()
    locked = list(rows.order_by("pk").select_for_update().values_list("pk", flat=True))
    moved = list(by_fund(rows))
    Delivery.objects.filter(pk__in=locked).update(state=Delivery.State.REVERSED, why=why)
    for fund, amount in moved:
        funds.take_back(fund, by=by, amount=amount, reason=told(push))
        funds.release(fund, by=by, amount=amount, reason=told(push))
    changed.tell(push.deliveries.households())
    return len(locked)


def by_fund(rows: DeliveryQuerySet) -> list[tuple[Fund, Decimal]]:
    """Always in the same order: of two reports that draw on two funds, one waits."""
    sums = dict(rows.exclude(fund=None).order_by().values_list("fund").annotate(Sum("amount")))
    return [(fund, sums[fund.pk]) for fund in Fund.objects.filter(pk__in=sums).order_by("pk")]


def told(push: Push) -> str:
    return _("Deliveries reported %(number)s") % {"number": push.pk}


def _order(given: Delivery) -> tuple[str, str, int, int, object]:
    """As payments/making.py writes them."""
    code = given.household.code
    return given.division_id, code, given.member_id or 0, given.measure_id, given.starts_on
