"""An overdue small loan is told to monitoring: against the definition in Python, and as a flag."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Division
from assistance.schemes.credit import actions
from assistance.schemes.credit.models import CreditIndicators, Loan
from assistance.schemes.credit.overdue import ROWS
from monitoring.screening.actions import screen
from monitoring.screening.models import Flag, Run
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

TODAY = timezone.localdate()
days = st.integers(-900, 900).map(lambda n: TODAY + timedelta(days=n))


def _late(loan: Loan, *, days_ago: int = 12) -> Loan:
    """As time makes it, which no act does."""
    starts = TODAY - timedelta(days=400)
    Loan.objects.filter(pk=loan.pk).update(
        starts_on=starts, ends_on=TODAY - timedelta(days=days_ago)
    )
    loan.refresh_from_db()
    return loan


def _expected(loans: list[tuple[date, int, int | None]], day: date) -> int:
    late = [0]
    for starts, length, settled in loans:
        due = starts + timedelta(days=length)
        paid = settled is not None and starts + timedelta(days=settled) <= day
        if starts <= day and not paid:
            late.append((day - due).days)
    return max(late)


loans = st.lists(
    st.tuples(days, st.integers(1, 1100), st.none() | st.integers(0, 1500)), max_size=3
)


@settings(max_examples=25, deadline=None)
@given(drawn=loans, day=days)
def test_sql_agrees_with_the_definition_today_and_on_another_day(
    drawn: list[tuple[date, int, int | None]], day: date
) -> None:
    with transaction.atomic():
        home = factories.household(household_type="脱贫户")
        person = factories.member(home)
        for starts, length, settled in drawn:
            loan = factories.loan(home, member=person, amount=Decimal(100))
            until = starts + timedelta(days=length)
            end = None if settled is None else starts + timedelta(days=settled)
            Loan.objects.filter(pk=loan.pk).update(
                starts_on=starts, ends_on=until, settled_on=end,
                owed=Decimal(0) if end else Decimal(100),
            )  # fmt: skip
        ROWS.refresh(as_of=TODAY)
        assert ROWS.refresh(as_of=TODAY) == 0
        stored = dict(CreditIndicators.objects.values_list("household", "credit_days_overdue"))
        with connection.cursor() as cursor:
            ROWS.compute(cursor, "computed", as_of=day)
            cursor.execute("SELECT household_id, credit_days_overdue FROM computed")
            other = dict(cursor.fetchall())
        transaction.set_rollback(True)
    for known, on in ((stored, TODAY), (other, day)):
        late = _expected(drawn, on)
        assert known == ({home.pk: late} if late else {})


def test_an_overdue_loan_flags_its_household_until_it_is_repaid() -> None:
    home = factories.household(household_type="脱贫户")
    loan = _late(factories.loan(home, member=factories.member(home), amount=Decimal(30000)))
    place = Division.objects.get(code=factories.PINGSHAN)
    screen(as_of=TODAY, division=place, by=None, trigger=Run.Trigger.NIGHTLY)
    flag = Flag.objects.get(criterion="overdue-loan")
    assert flag.household == home
    county = factories.user("county", factories.PINGSHAN)
    actions.repay(loan, by=county, amount=Decimal(30000), on=TODAY)
    assert not CreditIndicators.objects.exists()  # known at once
    screen(as_of=TODAY, division=place, by=None, trigger=Run.Trigger.NIGHTLY)
    flag.refresh_from_db()
    assert flag.cleared_on == TODAY
