"""Workbook, program, payment list and hand at the same moment: given once, and sums that agree."""

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from assistance.deliveries import actions as deliveries
from assistance.deliveries.models import Delivery, PaymentList
from assistance.deliveries.payments import actions as lists
from assistance.deliveries.reports import actions as reports
from assistance.funds.actions import open_fund
from assistance.funds.models import Fund
from monitoring.feeds.records.models import Push
from monitoring.feeds.records.pushes import Key
from monitoring.jobs.actions import Refusal
from tests import factories
from tests.assistance.deliveries.conftest import Money
from tests.assistance.deliveries.telling import number, person, receive, row
from tests.assistance.funds.ledger import astray
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = 12
MONTHS = [("2026-04-01", "2026-04-30"), ("2026-05-01", "2026-05-31"), ("2026-06-01", "2026-06-30")]


class Town:
    """People with a post, two funds that do not suffice for all, and everybody who gives."""

    def __init__(self) -> None:
        self.money = Money(budget="9000.00")
        self.office = factories.office(self.money.department)
        self.awards = [person(self.money, number(n)) for n in range(PEOPLE)]
        self.second = open_fund(
            self.money.county, by=self.money.by, name="捐赠资金", source="社会捐赠", year=2026,
            budget=Decimal(3000), document="协议",
        )  # fmt: skip

    def rows(self, chosen: random.Random) -> list[dict[str, Any]]:
        """In no order: some twice, some of the same days otherwise."""
        made = []
        for _n in range(20):
            starts, ends = chosen.choice(MONTHS)
            amount = chosen.choice(["500.00", "500.00", "480.00"])
            fund = chosen.choice(["衔接资金", "捐赠资金", ""])
            said = {"starts_on": starts, "ends_on": ends, "amount": amount, "fund": fund}
            made.append(row(number(chosen.randrange(PEOPLE)), paid_on="2026-07-03", **said))
        return made

    def report(self, chosen: random.Random) -> None:
        receive(self.office, self.money, *self.rows(chosen))

    def call(self, chosen: random.Random) -> None:
        """The same key by two programs at once is one push."""
        key = Key(f"k{chosen.randrange(2)}", b"1" * 32)
        receive(self.office, self.money, *self.rows(random.Random(key.text)), key=key)

    def undo(self, chosen: random.Random) -> None:
        push = chosen.choice(list(Push.objects.all()) or [None])
        if push:
            reports.take_back(push, by=self.office, why="整批报错")

    def hand(self, chosen: random.Random) -> None:
        award = chosen.choice(self.awards)
        fund = chosen.choice([self.money.fund, self.second, None])
        starts, ends = (date.fromisoformat(day) for day in chosen.choice(MONTHS))
        deliveries.deliver(
            award, by=self.money.by, starts_on=starts, ends_on=ends, paid_on=date(2026, 7, 3),
            fund=fund, amount=Decimal(500),
        )  # fmt: skip

    def pay(self, chosen: random.Random) -> None:
        made = self.money.make(fund=chosen.choice([self.money.fund, self.second]))
        lists.check(made, by=self.money.second)
        lists.hand_over(made, by=self.money.by)
        lists.confirm(made, by=self.money.by, on=timezone.localdate())

    def bring_back(self, chosen: random.Random) -> None:
        listed = chosen.choice(list(PaymentList.objects.filter(state="paid")) or [None])
        if listed:
            lists.take_returned(listed, {1: "销户", 2: "户名不符"}, by=self.money.by)

    def reverse(self, chosen: random.Random) -> None:
        given = chosen.choice(list(Delivery.objects.paid()) or [None])
        if given:
            deliveries.reverse(given, by=self.money.by, reason="发错")


WAYS: list[Callable[[Town, random.Random], None]] = [
    Town.report, Town.call, Town.pay, Town.hand, Town.reverse, Town.undo, Town.bring_back,
]  # fmt: skip


def all_ways(town: Town, seed: int) -> None:
    """Each way in a transaction and thread of its own, several times, all begun together."""

    def act(place: int) -> None:
        chosen = random.Random(seed * 100 + place)
        for _round in range(4):
            with suppress(ValidationError, Refusal):
                WAYS[place](town, chosen)

    at_once(*(lambda place=place: act(place) for place in range(len(WAYS))))


@pytest.mark.parametrize("seed", range(3))
def test_by_whatever_ways_at_once_nothing_is_given_twice_and_every_sum_agrees(seed):
    town = Town()
    all_ways(town, seed)
    live = Delivery.objects.live().values_list("member", "starts_on")
    assert live
    assert len(set(live)) == len(live)
    assert not astray()
    for fund in Fund.objects.all():
        mine = Delivery.objects.filter(fund=fund)
        assert fund.paid == mine.paid().total()
        assert fund.committed == mine.filter(state__in=("listed", "paid")).total()
        assert 0 <= fund.paid <= fund.committed <= fund.budget


def test_reversing_all_of_it_restores_every_fund_and_it_may_be_given_again():
    town = Town()
    all_ways(town, 9)
    for given in Delivery.objects.live():
        with suppress(ValidationError):  # a draft that another thread left is reversed by its rows
            deliveries.reverse(given, by=town.money.by, reason="重来")
    assert not Delivery.objects.live()
    assert set(Fund.objects.values_list("committed", "paid")) == {(0, 0)}
    assert receive(town.office, town.money, row(number(0))).counts["accepted"] == 1


def test_the_same_workbook_by_two_people_at_once_is_kept_once():
    money = Money()
    office = factories.office(money.department)
    for n in range(PEOPLE):
        person(money, number(n))
    rows = [row(number(n), fund="衔接资金") for n in range(PEOPLE)]
    kept = at_once(
        *(lambda told=told: receive(office, money, *told).counts for told in (rows, rows[::-1]))
    )
    assert sorted(each["accepted"] for each in kept) == [0, PEOPLE]
    assert sorted(each["duplicate"] for each in kept) == [0, PEOPLE]
    assert money.columns() == (500 * PEOPLE, 500 * PEOPLE)


def test_a_list_made_while_a_report_is_kept_leaves_out_whom_it_reports():
    money = Money()
    office = factories.office(money.department)
    for n in range(PEOPLE):
        person(money, number(n))
    rows = [row(number(n)) for n in range(PEOPLE)]
    at_once(money.make, lambda: receive(office, money, *rows[::-1]))
    assert Delivery.objects.live().count() == PEOPLE
