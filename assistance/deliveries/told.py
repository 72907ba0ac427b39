"""Measures and what reached a household, as lines of its file (papers/composing.py)."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from assistance.deliveries.models import Delivery
from monitoring.cases.papers.composing import Line
from monitoring.registry.models import Household


def timeline(household: Household) -> Iterator[Line]:
    today = timezone.localdate()
    for award in household.awards.select_related("measure", "member", "made_by"):
        whom, by = str(award.member or ""), str(award.made_by or "")
        yield str(award.starts_on), _("Measure given: %(it)s") % {"it": award.measure}, by, whom
        if award.ends_on and award.ends_on <= today:
            ended = _("Measure ended: %(it)s") % {"it": award.measure}
            yield str(award.ends_on), ended, "", award.end_reason
    came = Delivery.objects.of_household(household).paid()
    for each in came.select_related("measure", "fund"):
        reached = _("Reached the household: %(it)s") % {"it": each.measure}
        yield str(each.paid_on), reached, str(each.giver or each.fund or ""), _what(each)


def _what(delivery: Delivery) -> str:
    """How many yuan; of goods and services also how much."""
    yuan = _("%(amount)s yuan") % {"amount": f"{delivery.amount:,.2f}"}
    if delivery.quantity is None:
        return yuan
    quantity = f"{delivery.quantity.normalize():f} {delivery.unit}"
    return f"{quantity}，{yuan}" if delivery.amount else quantity
