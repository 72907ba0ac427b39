"""Investments: no more comes back than was paid in, and what the dividends are."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.contracts import dues
from assets.contracts.equity import actions
from assets.contracts.equity.models import Investment
from tests.assets import making

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]


def held(**fields: object) -> Investment:
    return making.investment(making.asset(kind="equity"), **fields)


def test_dividends_are_of_what_is_outside_and_stop_once_all_is_back():
    made, by = held(), making.keeper()
    assert [each.amount for each in dues.of_investment(made, [])] == [Decimal("30000.00")] * 4
    actions.take_back(made, by=by, amount=Decimal(200000), on=date(2024, 6, 1))
    actions.take_back(made, by=by, amount=Decimal(300000), on=date(2025, 12, 1))
    made.refresh_from_db()
    assert (made.settled_on, made.last_day) == (date(2025, 12, 1), date(2025, 12, 1))
    assert [(each.on, each.amount) for each in dues.of_investment(made, made.returns.all())] == [
        (date(2023, 6, 1), Decimal("30000.00")),
        (date(2024, 6, 1), Decimal("30000.00")),
        (date(2025, 6, 1), Decimal("18000.00")),
    ]


def test_only_equity_is_invested_and_not_twice():
    with pytest.raises(ValidationError, match="股权"):
        making.investment(making.asset())
    made = held()
    with pytest.raises(ValidationError, match="已投"):
        making.investment(made.asset, starts_on=date(2027, 5, 31), number="2",
                          principal_due_on=date(2030, 1, 1),
                          first_dividend_on=date(2028, 5, 31))  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(amounts=st.lists(st.decimals("-1", "400000", places=2), max_size=6))
def test_what_is_outside_and_what_came_back_are_the_principal(amounts):
    with transaction.atomic():
        made, by, day = held(), making.keeper(), date(2023, 1, 1)
        for amount in amounts:
            try:
                actions.take_back(made, by=by, amount=amount, on=day)
            except ValidationError:
                assert amount <= 0 or amount > Investment.objects.get(pk=made.pk).outside
            day += timedelta(days=30)
        made.refresh_from_db()
        assert made.returned == sum(each.amount for each in made.returns.all())
        assert 0 <= made.returned <= made.principal
        assert (made.settled_on is None) == (made.outside > 0)
        transaction.set_rollback(True)


def test_principal_is_due_until_all_of_it_is_back():
    today = timezone.localdate()
    made = held(principal_due_on=today - timedelta(days=1))
    assert made.days_overdue == 1
    assert list(Investment.objects.principal_due(today, timedelta(0))) == [made]
    actions.take_back(made, by=making.keeper(), amount=made.principal, on=today)
    assert not Investment.objects.principal_due(today, timedelta(0)).exists()
