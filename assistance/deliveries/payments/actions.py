"""A payment list from its making to the bank's answer: every step one act with its audit row."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import require
from assistance.awards import changed
from assistance.catalogue.models import Measure
from assistance.deliveries.models import Delivery, PaymentList
from assistance.deliveries.payments import making
from assistance.deliveries.querysets import DeliveryQuerySet
from assistance.funds import actions as funds
from assistance.funds.models import Fund
from monitoring.registry.act import refuse_if

MAKE = "payments.make"
State, Row = PaymentList.State, Delivery.State


@transaction.atomic
def make(
    measure: Measure,
    division: Division,
    *,
    by: User,
    fund: Fund,
    starts_on: date,
    ends_on: date,
    each: Decimal | None = None,
) -> PaymentList:
    """Of a county or township; `each` goes into every row where the terms fix no amount."""
    require(by, MAKE, division.code)
    levels = (Division.Level.COUNTY, Division.Level.TOWNSHIP)
    refuse_if(division.level not in levels, _("Choose a county or a township."))
    refuse_if(fund.county_id[:6] != division.code[:6], _("Choose a fund of this county."))
    terms = making.terms_of(measure, division.code, starts_on)
    making.refuse_other_period(terms, starts_on, ends_on)
    made = PaymentList(
        measure=measure, division=division, fund=fund, starts_on=starts_on, ends_on=ends_on,
        department=terms.paying_department, most=terms.amount, made_by=by,
    )  # fmt: skip
    made.validate_constraints()
    made.save()
    rows = making.fill(made, terms, making.amount_of(terms, each))
    refuse_if(not rows, _("Nobody there is owed this measure for these days any more."))
    _record(Event.PAYMENTS_LISTED, made, by, rows)
    return made


@transaction.atomic
def set_amounts(listed: PaymentList, amounts: Mapping[int, Decimal], *, by: User) -> None:
    """By row, while the list is being made."""
    locked = _locked(listed, by, "payments.rows", State.DRAFT)
    _refuse_amounts(locked, amounts)
    rows = list(_rows(locked).filter(row__in=amounts))
    missing = sorted(set(amounts) - {row.row for row in rows if row.row is not None})
    refuse_if(missing, _("This list has no row %(row)s.") % {"row": missing[0] if missing else ""})
    for row in rows:
        row.amount = amounts[row.row or 0]
    Delivery.objects.bulk_update(rows, ("amount",))
    _record(Event.PAYMENT_AMOUNTS_SET, locked, by, len(rows))


@transaction.atomic
def check(listed: PaymentList, *, by: User) -> None:
    """A second person promises the money; no row without an amount."""
    locked = _locked(listed, by, MAKE, State.DRAFT)
    refuse_if(
        locked.made_by_id == by.pk, _("A second person has to check what the first one made.")
    )
    rows = _rows(locked)
    empty = rows.filter(amount=0).order_by("row").values_list("row", flat=True).first()
    refuse_if(empty, _("Row %(row)s has no amount yet.") % {"row": empty})
    refuse_if(not rows.exists(), _("There is no row on this list any more."))
    funds.commit(locked.fund, by=by, amount=rows.total(), reason=_told(locked))
    count = rows.update(state=Row.LISTED)
    _step(locked, State.CHECKED, checked_by=by)
    _record(Event.PAYMENTS_CHECKED, locked, by, count)


@transaction.atomic
def hand_over(listed: PaymentList, *, by: User) -> None:
    """To the bank. Whoever has no known card stays behind as returned, for the next list."""
    locked = _locked(listed, by, MAKE, State.CHECKED)
    without = _rows(locked).without_card()
    _give_back(locked, without, by=by, why=_("No bank card of the household is known."))
    refuse_if(not _rows(locked).exists(), _("No household of this list has a known bank card."))
    _step(locked, State.HANDED, handed_on=timezone.localdate())
    _record(Event.PAYMENTS_HANDED, locked, by, _rows(locked).count())


@transaction.atomic
def confirm(listed: PaymentList, *, by: User, on: date) -> None:
    """The bank has paid what it did not return."""
    locked = _locked(listed, by, MAKE, State.HANDED)
    early = locked.handed_on is not None and on < locked.handed_on
    refuse_if(early, _("The bank did not have the list on that day yet."))
    refuse_if(on > timezone.localdate(), _("This day is in the future."))
    rows = _rows(locked)
    if total := rows.total():
        funds.pay(locked.fund, by=by, amount=total, reason=_told(locked))
    count = rows.update(state=Row.PAID, paid_on=on)
    _step(locked, State.PAID, paid_on=on)
    _record(Event.PAYMENTS_CONFIRMED, locked, by, count)
    changed.tell(locked.deliveries.households())


@transaction.atomic
def cancel(listed: PaymentList, *, by: User, reason: str) -> None:
    """Before the bank has it; its households can be listed anew."""
    refuse_if(not reason.strip(), _("Say why."))
    locked = _locked(listed, by, MAKE, State.DRAFT, State.CHECKED)
    rows = _rows(locked)
    if locked.state == State.CHECKED and (total := rows.total()):
        funds.release(locked.fund, by=by, amount=total, reason=_told(locked))
    count = rows.update(state=Row.REVERSED, why=reason.strip())
    _step(locked, State.CANCELLED)
    _record(Event.PAYMENTS_CANCELLED, locked, by, count)


@transaction.atomic
def take_returned(listed: PaymentList, reasons: Mapping[int, str], *, by: User) -> int:
    """By row, why the bank gave it back, before or after the list was confirmed as paid."""
    locked = _locked(listed, by, MAKE, State.HANDED, State.PAID)
    by_reason: dict[str, list[int]] = {}
    for row, why in reasons.items():
        by_reason.setdefault(why or _("Returned by the bank"), []).append(row)
    count = sum(
        _give_back(locked, _rows(locked).filter(row__in=rows), by=by, why=why)
        for why, rows in by_reason.items()
    )
    _record(Event.PAYMENTS_RETURNED, locked, by, count)
    changed.tell(locked.deliveries.households())
    return count


def _locked(listed: PaymentList, by: User, permission: str, *states: str) -> PaymentList:
    """Under lock: sums and rows of a list must not change between two statements of a step."""
    require(by, permission, listed.division_id)
    rows = PaymentList.objects.select_for_update(of=("self",)).select_related("fund", "measure")
    locked = rows.get(pk=listed.pk)
    refuse_if(
        locked.state not in states,
        _("This list is “%(state)s” now. Open it again.") % {"state": locked.get_state_display()},
    )
    return locked


def _rows(listed: PaymentList) -> DeliveryQuerySet:
    return Delivery.objects.filter(payment_list=listed).live()


def _give_back(listed: PaymentList, rows: DeliveryQuerySet, *, by: User, why: str) -> int:
    """What was paid is paid no more, and nothing of it is promised: another list may have it."""
    moved: dict[str, Any] = {"by": by, "reason": f"{_told(listed)}：{why}"[:200]}
    if paid := rows.paid().total():
        funds.take_back(listed.fund, amount=paid, **moved)
    if total := rows.total():
        funds.release(listed.fund, amount=total, **moved)
    return rows.update(state=Row.RETURNED, why=why[:200])


def _refuse_amounts(listed: PaymentList, amounts: Mapping[int, Decimal]) -> None:
    for row, amount in amounts.items():
        refuse_if(amount <= 0, _("Row %(row)s: give an amount above zero.") % {"row": row})
        refuse_if(
            listed.most is not None and amount > listed.most,
            _("Row %(row)s: the terms allow %(most)s yuan at most.")
            % {"row": row, "most": listed.most},
        )


def _step(listed: PaymentList, state: str, **fields: Any) -> None:
    PaymentList.objects.filter(pk=listed.pk).update(state=state, **fields)


def _told(listed: PaymentList) -> str:
    return _("Payment list %(number)s") % {"number": listed.pk}


def _record(event: Event, listed: PaymentList, by: User, count: int) -> None:
    audit.record(
        event, by=by, division_code=listed.division_id, subject=listed, count=count,
        measure=listed.measure.code,
    )  # fmt: skip
