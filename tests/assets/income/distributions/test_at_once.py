"""At the same moment: paid once, distributed once, spent once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from assets.income.distributions import actions, paying
from assets.income.distributions.models import Distribution
from assets.income.receipts import actions as receipts
from assets.income.receipts.models import Receipt
from tests.assets.income import village as made_of
from tests.assets.income.village import YEAR, Village

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], Any]) -> list[str]:
    """What each came to: "" where it was done, else why not."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> str:
        start.wait()
        try:
            act()
        except ValidationError as refused:
            return " ".join(refused.messages)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_who_pay_the_same_pay_it_once():
    village = Village()
    made = village.checked()
    today = timezone.localdate()
    found = together(
        *(
            lambda by=by: paying.pay(made, by=by, on=today)
            for by in (village.officer, village.second)
        )
    )
    assert sorted(map(bool, found)) == [False, True]
    assert made_of.given() == Decimal("5000.00")
    assert made_of.counts() == (3, 3)


def test_two_who_begin_take_each_receipt_once():
    village = Village()
    village.income("100.00")
    found = together(*[lambda: actions.draft(village.division, by=village.cadre, **YEAR)] * 2)
    assert sorted(map(bool, found)) == [False, True]
    assert Distribution.objects.get().total == Decimal("100.00")


def test_income_is_distributed_or_reversed_and_never_both():
    village = Village()
    receipt = village.income("100.00")
    village.income("50.00")
    together(
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
    found = together(
        *[lambda: actions.spend(line, by=village.officer, amount=Decimal(500), **said)] * 2
    )
    assert sorted(map(bool, found)) == [False, True]
    line.refresh_from_db()
    assert line.spent == Decimal("500.00")
