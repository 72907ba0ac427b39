"""What is given outside lists, reversals, and that nothing is given twice, by whatever schedule."""

from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import AuditEvent
from assistance.awards.models import Award
from assistance.deliveries import actions
from assistance.deliveries.models import Delivery, PaymentList
from assistance.deliveries.payments import actions as lists
from monitoring.cases.casework import following
from tests import factories
from tests.assistance.deliveries.conftest import MAY, Money
from tests.assistance.funds.ledger import astray
from tests.races import refusals

if TYPE_CHECKING:
    from collections.abc import Callable

A_YEAR_BEFORE = {"starts_on": date(2025, 5, 1), "ends_on": date(2025, 5, 31)}


def deliver(money: Money, award: Award, **fields: Any) -> Delivery:
    said: dict[str, Any] = {"by": money.by, "paid_on": date(2026, 6, 3)} | MAY | fields
    return actions.deliver(award, **said)


@pytest.mark.django_db
def test_money_of_a_fund_is_paid_and_a_gift_touches_none(money):
    award = money.award()
    deliver(money, award, fund=money.fund, amount=Decimal("120.50"))
    assert money.columns() == (Decimal("120.50"), Decimal("120.50"))
    gift = {"kind": "goods", "quantity": Decimal(20), "unit": "公斤", "giver": "某企业"}
    given = deliver(money, money.award(), amount=Decimal(80), **gift)
    assert (given.state, given.fund, given.giver) == ("paid", None, "某企业")
    assert money.columns() == (Decimal("120.50"), Decimal("120.50"))
    assert AuditEvent.objects.filter(event="deliveries.delivered").count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": "goods", "amount": Decimal(1)}, "数量"),
        ({"amount": Decimal(-1)}, "负数"),
        ({}, "大于零"),
        ({"amount": Decimal(1), **A_YEAR_BEFORE}, "没有在享"),
        ({"amount": Decimal(1), "paid_on": date(2199, 1, 1)}, "今天|未来|还没有到"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_to_do(money, fields, sentence):
    with pytest.raises(ValidationError, match=sentence):
        deliver(money, money.award(), **fields)
    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_a_fund_that_is_empty_gives_nothing(money):
    with pytest.raises(ValidationError, match=r"10000\.00"):
        deliver(money, money.award(), fund=money.fund, amount=Decimal(10001))
    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_the_same_days_are_given_once_and_after_a_reversal_again(money):
    award = money.award()
    first = deliver(money, award, fund=money.fund, amount=Decimal(100))
    with pytest.raises(ValidationError, match="不能重复"):
        deliver(money, award, amount=Decimal(1))
    actions.reverse(first, by=money.by, reason="发错人")
    first.refresh_from_db()
    assert (first.state, first.why, money.columns()) == ("reversed", "发错人", (0, 0))
    deliver(money, award, fund=money.fund, amount=Decimal(100))
    with pytest.raises(ValidationError, match="已经退回或冲销"):
        actions.reverse(first, by=money.by, reason="再次")
    assert money.columns() == (100, 100)


@pytest.mark.django_db
def test_the_database_itself_refuses_what_overlaps(money):
    given = deliver(money, money.award(), amount=Decimal(1))
    given.pk = None
    given.starts_on = given.ends_on = date(2026, 5, 15)
    with pytest.raises(IntegrityError, match="delivery_once_a_period"), transaction.atomic():
        given.save(force_insert=True)


@pytest.mark.django_db
def test_a_row_is_taken_off_before_the_check_by_its_township_and_later_by_the_county(money):
    money.award()
    money.award(factories.OTHER_VILLAGE)
    made = money.make()
    township = factories.user("township", factories.PINGSHAN_TOWN)
    mine, other = made.deliveries.order_by("division_id")
    actions.reverse(mine, by=township, reason="已离岗")
    with pytest.raises(PermissionDenied):
        actions.reverse(other, by=township, reason="已离岗")
    lists.check(made, by=money.second)
    assert money.columns() == (500, 0)
    lists.hand_over(made, by=money.by)
    with pytest.raises(ValidationError, match="已交银行"):
        actions.reverse(other, by=money.by, reason="已离岗")


@pytest.mark.django_db
def test_deliveries_move_with_their_household(money):
    given = deliver(money, money.award(), amount=Decimal(1))
    given.household.division_id = factories.OTHER_VILLAGE
    given.household.save()
    following.follow(factories.source(), [given.household_id])
    given.refresh_from_db()
    assert given.division_id == factories.OTHER_VILLAGE


STEPS = st.lists(
    st.sampled_from(["make", "check", "hand_over", "confirm", "cancel", "return", "reverse"]),
    max_size=14,
)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None)
@given(steps=STEPS, chosen=st.data())
def test_nothing_is_paid_twice_and_the_fund_agrees_after_any_schedule(steps, chosen):
    with transaction.atomic():
        money = Money(budget="1200.00")
        for card in ("6217000130001234567", "6217000130001234568", None):
            money.award(card=card)
        for step in steps:
            _try(step, money, chosen)
        assert not astray()
        live = Delivery.objects.live().values_list("household", flat=True)
        assert len(live) == len(set(live))
        committed, paid = money.columns()
        assert paid == Delivery.objects.paid().total()
        listed = Delivery.objects.filter(state__in=("listed", "paid")).total()
        assert committed == listed
        transaction.set_rollback(True)


def _try(step: str, money: Money, chosen: Any) -> None:
    made = list(PaymentList.objects.all())
    of = chosen.draw(st.sampled_from(made)) if made else None
    acts: dict[str, Callable[[], Any]] = {"make": money.make}
    if of:
        given = chosen.draw(st.sampled_from(list(of.deliveries.all())))
        acts |= {
            "check": lambda: lists.check(of, by=money.second),
            "hand_over": lambda: lists.hand_over(of, by=money.by),
            "confirm": lambda: lists.confirm(of, by=money.by, on=timezone.localdate()),
            "cancel": lambda: lists.cancel(of, by=money.by, reason="重做"),
            "return": lambda: lists.take_returned(of, {given.row: "销户"}, by=money.by),
            "reverse": lambda: actions.reverse(given, by=money.by, reason="发错"),
        }
    with suppress(ValidationError):
        acts.get(step, money.make)()


@pytest.mark.django_db(transaction=True)
def test_of_lists_made_at_once_each_household_is_on_one():
    money = Money()
    for _ in range(20):
        money.award()
    said = refusals(*[money.make] * 3, lambda: money.make(division=money.town))
    assert "" in said
    live = Delivery.objects.live().values_list("household", flat=True)
    assert len(live) == len(set(live)) == 20


@pytest.mark.django_db(transaction=True)
def test_of_two_who_give_the_same_at_once_one_is_told_and_the_money_leaves_once():
    money = Money()
    award = money.award()
    act = {"fund": money.fund, "amount": Decimal(100)}
    said = refusals(*[lambda: deliver(money, award, **act)] * 2)
    assert said[0] == ""
    assert "不能重复" in said[1]
    assert money.columns() == (100, 100)


@pytest.mark.django_db(transaction=True)
def test_a_list_is_confirmed_once_and_its_money_leaves_once():
    money = Money()
    money.award()
    made = money.handed()
    act = {"by": money.by, "on": timezone.localdate()}
    said = refusals(*[lambda: lists.confirm(made, **act)] * 2)
    assert said[0] == ""
    assert "已支付" in said[1]
    assert money.columns() == (500, 500)
