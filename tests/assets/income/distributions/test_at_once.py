"""At the same moment: paid once, distributed once, spent once."""

from decimal import Decimal

import pytest
from django.utils import timezone

from assets.income.distributions import actions, paying
from assets.income.distributions.models import Distribution
from assets.income.receipts import actions as receipts
from assets.income.receipts.models import Receipt
from tests.assets.income import village as made_of
from tests.assets.income.village import YEAR, Village
from tests.races import refusals

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_pay_the_same_pay_it_once():
    village = Village()
    made = village.checked()
    today = timezone.localdate()
    found = refusals(
        *(
            lambda by=by: paying.pay(made, by=by, on=today)
            for by in (village.officer, village.second)
        )
    )
    assert list(map(bool, found)) == [False, True]
    assert made_of.given() == Decimal("5000.00")
    assert made_of.counts() == (3, 3)


def test_two_who_begin_take_each_receipt_once():
    village = Village()
    village.income("100.00")
    found = refusals(*[lambda: actions.draft(village.division, by=village.cadre, **YEAR)] * 2)
    assert list(map(bool, found)) == [False, True]
    assert Distribution.objects.get().total == Decimal("100.00")


def test_income_is_distributed_or_reversed_and_never_both():
    village = Village()
    receipt = village.income("100.00")
    village.income("50.00")
    refusals(
        lambda: actions.draft(village.division, by=village.cadre, **YEAR),
        lambda: receipts.reverse(receipt, by=village.cadre, reason="录错"),
    )
    made, receipt = Distribution.objects.get(), Receipt.objects.get(pk=receipt.pk)
    assert bool(receipt.reversed_at) != bool(receipt.distribution_id)
    assert made.total == Receipt.objects.filter(distribution=made).sums()["amount"]


def test_two_who_spend_the_rest_spend_it_once():
    village = Village()
    made = village.checked("1000.00")
    said = {"spent_on": timezone.localdate(), "what": "维修", "document": "发票"}
    line = village.line(made, "maintenance")
    found = refusals(
        *[lambda: actions.spend(line, by=village.officer, amount=Decimal(500), **said)] * 2
    )
    assert list(map(bool, found)) == [False, True]
    line.refresh_from_db()
    assert line.spent == Decimal("500.00")
