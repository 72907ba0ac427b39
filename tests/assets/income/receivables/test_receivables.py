"""What is owed follows the agreements, as contracts/dues.py says it, and what came against it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.contracts import actions as contracts
from assets.contracts import dues
from assets.contracts.equity import actions as equity
from assets.income.receipts import actions as receipts
from assets.income.receivables.bringing import bring
from assets.income.receivables.models import Receivable
from tests import factories
from tests.assets import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

DAYS = st.dates(date(2020, 1, 1), date(2024, 12, 31))


def owed() -> list[tuple[date, Decimal]]:
    return list(Receivable.objects.order_by("due_on").values_list("due_on", "amount"))


@settings(max_examples=20, deadline=None)
@given(starts=DAYS, first=st.integers(0, 40), days=st.integers(40, 2500),
       months=st.sampled_from([1, 3, 6, 12]), early=st.integers(0, 60))  # fmt: skip
def test_rents_are_those_of_the_contract(starts, first, days, months, early):
    with transaction.atomic():
        made = making.contract(
            making.asset(), starts_on=starts, first_due_on=starts + timedelta(days=first),
            ends_on=starts + timedelta(days=days), months_per_period=months,
        )  # fmt: skip
        if early:
            contracts.end(
                made, by=making.keeper(), ended_early_on=starts + timedelta(days=early % days),
                end_reason="经营不善", state="闲置",
            )  # fmt: skip
        made.refresh_from_db()
        assert owed() == [(due.on, due.amount) for due in dues.of_contract(made)]
        assert bring() == 0
        transaction.set_rollback(True)


@settings(max_examples=15, deadline=None)
@given(first=st.dates(date(2022, 6, 1), date(2023, 6, 1)), back=st.lists(DAYS, max_size=3),
       rate=st.decimals(0, 12, places=3))  # fmt: skip
def test_dividends_are_those_of_what_is_still_outside(first, back, rate):
    with transaction.atomic():
        made = making.investment(
            making.asset(kind="equity"), first_dividend_on=first, dividend_rate=rate
        )
        for day in sorted(day for day in back if day >= made.starts_on):
            made.refresh_from_db()
            equity.take_back(made, by=making.keeper(), amount=Decimal("100000.33"), on=day)
        made.refresh_from_db()
        expected = dues.of_investment(made, list(made.returns.all()))
        assert owed() == [(due.on, due.amount) for due in expected if due.amount]
        assert bring() == 0
        transaction.set_rollback(True)


def test_what_came_answers_the_oldest_first_until_it_is_reversed():
    asset = making.asset()
    making.contract(asset, starts_on=date(2024, 1, 1), first_due_on=date(2024, 1, 10))
    said = {"starts_on": date(2024, 1, 1), "ends_on": date(2024, 12, 31)}
    part = making.receipt(asset, "5000.00", **said)
    making.receipt(asset, "7000.50", **said)
    making.receipt(asset, "800.00", kind="其他", **said)
    today = date(2025, 3, 1)
    found = Receivable.objects.with_received().order_by("due_on")[:2]
    assert [str(row.open) for row in found] == ["0.00", "11999.50"]
    assert [row.due_on for row in Receivable.objects.overdue(today)] == [date(2025, 1, 10)]
    receipts.reverse(part, by=making.keeper(), reason="录错")
    first = Receivable.objects.overdue(today).earliest("due_on")
    assert (first.received, first.open) == (Decimal("7000.50"), Decimal("4999.50"))
    sums = Receivable.objects.sums(today)
    assert sums["owed"] - sums["came"] == sums["overdue"] == Decimal("16999.50")


def test_nothing_is_owed_after_the_contract_has_ended(client):
    asset = making.asset()
    made = making.contract(asset, starts_on=date(2024, 1, 1), first_due_on=date(2024, 1, 10))
    contracts.end(
        made, by=making.keeper(), ended_early_on=date(2024, 6, 1), end_reason="解约", state="闲置"
    )
    assert [day for day, _amount in owed()] == [date(2024, 1, 10)]
    client.force_login(factories.user("county", factories.PINGSHAN))
    page = client.get(asset.get_absolute_url()).content.decode()
    assert "2024-01-10" in page
    found = client.get("/assets/receivables/?state=overdue")
    assert [row.due_on for row in found.context["rows"]] == [date(2024, 1, 10)]
    assert "超期" in found.content.decode()
