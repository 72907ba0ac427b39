"""Giving something outside a payment list, and reversing what was given."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from accounts.races import save_or_say
from assistance.awards import changed
from assistance.awards.models import Award
from assistance.catalogue.models import Terms
from assistance.deliveries import reserved, rules
from assistance.deliveries.models import Delivery, PaymentList
from assistance.funds import actions as funds
from assistance.funds.models import Fund
from monitoring.registry.act import refuse_if

State = Delivery.State
GIVE, PAY = "deliveries.give", "payments.make"


@transaction.atomic
def deliver(
    award: Award,
    *,
    by: User,
    starts_on: date,
    ends_on: date,
    paid_on: date,
    fund: Fund | None = None,
    amount: Decimal = Decimal(0),
    **what: Any,
) -> Delivery:
    """What was handed over already, money of a fund included.

    `what`: kind, quantity, unit, giver.
    """
    require(by, GIVE, award.division_id)
    if fund:
        require(by, PAY, award.division_id)
    own_way = reserved.said(award.measure)
    refuse_if(own_way, own_way)
    terms = Terms.objects.in_force(starts_on, award.division_id).filter(measure=award.measure)
    found = terms.first()
    made = Delivery(
        award=award, measure=award.measure, household=award.household, member=award.member,
        division_id=award.division_id, starts_on=starts_on, ends_on=ends_on, paid_on=paid_on,
        department=found.paying_department if found else "", fund=fund, amount=amount,
        state=State.PAID, **what,
    )  # fmt: skip
    if against := rules.faults(made, found):
        raise ValidationError({name: [sentence] for name, sentence in against.items()})
    made.full_clean()
    save_or_say(made, force_insert=True)
    if fund:
        funds.commit(fund, by=by, amount=amount, reason=_told(made))
        funds.pay(fund, by=by, amount=amount, reason=_told(made))
    _record(Event.DELIVERED, made, by)
    changed.tell([made.household_id])
    return made


@transaction.atomic
def reverse(delivery: Delivery, *, by: User, reason: str) -> None:
    """It was wrong to give it, or it is taken off its list; the same may be given again."""
    refuse_if(not reason.strip(), _("Say why."))
    # Under lock: whether money moves depends on the state, which a list may be changing just now.
    if delivery.payment_list_id:
        PaymentList.objects.select_for_update().get(pk=delivery.payment_list_id)
    locked = Delivery.objects.select_for_update(of=("self",)).for_list().get(pk=delivery.pk)
    planned = locked.state == State.PLANNED
    require(by, needed(locked), locked.division_id)
    _refuse_reversal(locked)
    was, locked.state, locked.why = locked.state, State.REVERSED, reason.strip()
    locked.save(update_fields=("state", "why"))
    if locked.fund and locked.amount and not planned:
        moved: dict[str, Any] = {"by": by, "amount": locked.amount, "reason": _told(locked)}
        if was == State.PAID:
            funds.take_back(locked.fund, **moved)
        funds.release(locked.fund, **moved)
    _record(Event.DELIVERY_REVERSED, locked, by)
    changed.tell([locked.household_id])


def needed(delivery: Delivery) -> str:
    """The permission to reverse it: whoever could give it; planned rows, who checks them."""
    if delivery.state == State.PLANNED:
        return "payments.rows"
    if delivery.push_id:
        return "deliveries.report"
    return PAY if delivery.fund_id else GIVE


def _refuse_reversal(delivery: Delivery) -> None:
    refuse_if(
        delivery.state in (State.RETURNED, State.REVERSED),
        _("It was already returned or reversed."),
    )
    refuse_if(
        delivery.is_with_bank,
        _("The bank has this list. Confirm it as paid or read back what was returned first."),
    )


def _told(delivery: Delivery) -> str:
    return _("Delivery %(number)s") % {"number": delivery.pk}


def _record(event: Event, delivery: Delivery, by: User) -> None:
    audit.record(
        event, by=by, division_code=delivery.division_id, subject=delivery,
        measure=delivery.measure.code, amount=str(delivery.amount),
    )  # fmt: skip
