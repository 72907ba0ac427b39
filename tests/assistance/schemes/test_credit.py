"""Small credit: who may owe how much for how long, repaid, extended, and its interest."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.divisions import load_divisions
from accounts.models import Division
from assistance.awards.models import Award
from assistance.catalogue import shipped
from assistance.deliveries.models import Delivery
from assistance.deliveries.payments import actions as payments
from assistance.schemes.credit import actions, subsidies
from assistance.schemes.credit.interest import Debt, at, subsidy
from assistance.schemes.credit.models import CreditLine, Loan
from assistance.schemes.limits import actions as limits
from assistance.schemes.limits.models import LimitValue
from monitoring.registry.models import Household, Member
from monitoring.registry.months import shifted
from tests import factories
from tests.assistance.deliveries.conftest import Money
from tests.races import refusals

TODAY = timezone.localdate()
START = TODAY - timedelta(days=30)


def _person(**fields: Any) -> Member:
    household = factories.household(household_type="脱贫户")
    return factories.member(household, **fields)


def _lend(member: Member, amount: str = "30000", **fields: Any) -> Loan:
    return factories.loan(member.household, member=member, amount=Decimal(amount), **fields)


def _county() -> Any:
    return factories.user("county", factories.PINGSHAN)


def _set(code: str, value: str, **fields: Any) -> None:
    limits.set_value(
        by=factories.user("admin"), code=code, value=Decimal(value),
        **({"county": None, "valid_from": date(2024, 6, 1), "document": "文件"} | fields),
    )  # fmt: skip


@pytest.mark.django_db
def test_a_loan_gives_the_measure_until_everything_is_repaid() -> None:
    loan = _lend(_person())
    assert {award.measure.code for award in Award.objects.all()} == {
        "small-credit", "credit-subsidy",
    }  # fmt: skip
    actions.repay(loan, by=_county(), amount=Decimal(10000), on=TODAY)
    assert not Award.objects.exclude(ends_on=None).exists()
    actions.repay(loan, by=_county(), amount=Decimal(20000), on=TODAY)
    loan.refresh_from_db()
    assert (loan.owed, loan.settled_on) == (Decimal(0), TODAY)
    assert set(Award.objects.values_list("ends_on", flat=True)) == {TODAY}
    _lend(loan.member, starts_on=TODAY)  # the same day again
    assert Award.objects.filter(measure__code="small-credit").count() == 2


@pytest.mark.django_db
def test_a_household_owes_no_more_than_the_limit() -> None:
    first = _lend(_person())
    second = factories.member(first.household)
    with pytest.raises(ValidationError, match="还可贷20000"):
        _lend(second, "20000.01")
    _lend(second, "20000")
    assert CreditLine.objects.get().owed == 50000
    with pytest.raises(IntegrityError, match="credit_within_its_limit"), transaction.atomic():
        CreditLine.objects.update(owed=Decimal("50000.01"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"ends_on": shifted(START, 36) + timedelta(days=1)}, "3年"),
        ({"ends_on": START}, "放款日之后"),
        ({"amount": Decimal("50000.01")}, "50000"),
        ({"starts_on": TODAY + timedelta(days=1)}, "晚于今天"),
        ({"use": "wedding"}, "wedding"),
    ],
)
def test_what_no_loan_may_be(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        factories.loan(factories.household(), **wrong)
    assert not Loan.objects.exists()
    assert not CreditLine.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("years", "may"), [(17, False), (18, True), (65, True), (66, False)])
def test_borrowers_are_18_to_65(years: int, may: bool) -> None:
    member = _person(birth_date=shifted(START, -12 * years))
    if may:
        assert _lend(member)
        return
    with pytest.raises(ValidationError, match="18至65岁"):
        _lend(member)


@pytest.mark.django_db
def test_an_ordinary_household_borrows_nothing() -> None:
    member = factories.member(factories.household())
    with pytest.raises(ValidationError, match="脱贫户和监测户"):
        actions.lend(
            member, by=_county(), bank="农商行", contract="1", use="trade", purpose="小店",
            amount=Decimal(1000), rate=Decimal(3), starts_on=START, ends_on=TODAY,
        )  # fmt: skip


@pytest.mark.django_db
def test_a_rate_above_the_one_that_was_entered_is_refused() -> None:
    assert _lend(_person(), rate=Decimal(9))  # nobody has entered one yet
    _set("credit.rate_long", "3.95")
    with pytest.raises(ValidationError, match="年利率最高"):
        _lend(_person(), rate=Decimal("3.96"))


@pytest.mark.django_db
def test_a_county_has_limits_of_its_own_from_a_day_on() -> None:
    county = Division.objects.get(code=factories.PINGSHAN)
    _set("credit.amount", "80000", county=county)
    assert _lend(_person(), "80000")
    far = factories.household(factories.FAR_VILLAGE)
    with pytest.raises(ValidationError, match="50000"):
        factories.loan(far, amount=Decimal(80000))
    with pytest.raises(ValidationError, match="已经有"):
        _set("credit.amount", "90000", county=county)
    with pytest.raises(PermissionDenied):
        limits.set_value(by=_county(), code="credit.amount", county=county, value=Decimal(1),
                         valid_from=TODAY, document="文件")  # fmt: skip


@pytest.mark.django_db
def test_it_is_extended_once_before_it_is_due() -> None:
    loan = _lend(_person(), ends_on=TODAY + timedelta(days=10))
    late = _lend(_person(), ends_on=TODAY - timedelta(days=1))
    by = _county()
    with pytest.raises(ValidationError, match="逾期"):
        actions.extend(late, by=by, until=TODAY + timedelta(days=30), reason="受灾")
    with pytest.raises(ValidationError, match="12个月"):
        actions.extend(loan, by=by, until=TODAY + timedelta(days=400), reason="受灾")
    actions.extend(loan, by=by, until=TODAY + timedelta(days=100), reason="受灾")
    loan.refresh_from_db()
    assert loan.ends_on == TODAY + timedelta(days=100)
    with pytest.raises(ValidationError, match="最多展期或续贷1次"):
        actions.extend(loan, by=by, until=TODAY + timedelta(days=200), reason="再次")


@pytest.mark.django_db
def test_a_renewal_repays_the_old_loan_and_is_not_renewed_again() -> None:
    old = _lend(_person(), "50000")
    new = _lend(old.member, "40000", renews=old)
    old.refresh_from_db()
    assert (old.owed, old.settled_on) == (Decimal(0), new.starts_on)
    assert CreditLine.objects.get().owed == 40000
    assert not Award.objects.exclude(ends_on=None).exists()
    with pytest.raises(ValidationError, match="1次"):
        _lend(old.member, "40000", renews=new)
    stranger = _person()
    with pytest.raises(ValidationError, match="别的农户"):
        _lend(stranger, renews=new)


@pytest.mark.django_db
def test_more_than_is_owed_is_not_repaid_nor_on_a_day_to_come() -> None:
    loan = _lend(_person())
    for amount, on in (("30000.01", TODAY), ("0", TODAY), ("1", TODAY + timedelta(days=1)),
                       ("1", START - timedelta(days=1))):  # fmt: skip
        with pytest.raises(ValidationError):
            actions.repay(loan, by=_county(), amount=Decimal(amount), on=on)
    with pytest.raises(PermissionDenied):
        actions.repay(loan, by=factories.user("village", factories.VILLAGE), amount=Decimal(1),
                      on=TODAY)  # fmt: skip
    assert CreditLine.objects.get().owed == 30000


@pytest.mark.django_db
def test_what_is_due_and_what_is_overdue() -> None:
    overdue, today, soon, later = (
        _lend(_person(), ends_on=TODAY + timedelta(days=days)) for days in (-1, 0, 90, 91)
    )
    assert set(Loan.objects.due_soon(TODAY)) == {today, soon}
    assert list(Loan.objects.overdue(TODAY)) == [overdue]
    assert later.days_left == 91
    assert (overdue.days_overdue, today.days_overdue) == (1, 0)


AMOUNTS = st.decimals("0.01", "60000", places=2)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None)
@given(acts=st.lists(st.tuples(st.sampled_from(["lend", "repay", "renew"]), AMOUNTS), max_size=8))
def test_a_household_owes_what_its_loans_add_up_to_after_any_acts(
    acts: list[tuple[str, Decimal]],
) -> None:
    with transaction.atomic():
        member, by = _person(), _county()
        for act, amount in acts:
            running = member.household.loans.running().order_by("pk").first()
            try:
                if act == "repay" and running:
                    actions.repay(running, by=by, amount=amount, on=TODAY)
                else:
                    _lend(member, str(amount), renews=running if act == "renew" else None)
            except ValidationError:
                pass
            _adds_up(member.household)
        transaction.set_rollback(True)


def _adds_up(household: Household) -> None:
    line = CreditLine.objects.filter(household=household).first()
    owed = household.loans.aggregate(sum=Sum("owed"))["sum"] or 0
    assert (line.owed if line else 0) == owed <= 50000
    for loan in household.loans.all():
        repaid = loan.repayments.aggregate(sum=Sum("amount"))["sum"] or 0
        assert loan.amount - repaid == loan.owed
    running = Award.objects.filter(household=household, ends_on=None)
    assert running.count() == (2 if owed else 0)


@pytest.mark.django_db(transaction=True)
def test_of_those_who_lend_to_a_household_at_once_the_limit_holds() -> None:
    if not Division.objects.exists():
        load_divisions()
    shipped.install()
    limits.install()
    member = _person()
    people = [_county() for _ in range(4)]
    said = refusals(*(lambda by=by: _lend(member, "20000", by=by) for by in people))
    assert said[:2] == ["", ""]
    assert all("还可贷10000.00元" in each for each in said[2:])
    assert CreditLine.objects.get().owed == 40000


DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))
SHARES = [(date(2021, 1, 1), Decimal(100)), (date(2024, 1, 1), Decimal(70))]


@st.composite
def debts(draw: st.DrawFn) -> Debt:
    starts = draw(DAYS)
    due = starts + timedelta(days=draw(st.integers(1, 1100)))
    amount = draw(st.decimals("100", "50000", places=2))
    parts = draw(st.lists(st.integers(0, 1200), max_size=3))
    part = (amount / (len(parts) + 1)).quantize(Decimal("0.01"))
    repaid = [(starts + timedelta(days=days), part) for days in parts]
    return Debt(amount, draw(st.decimals("0", "6", places=3)), starts, due, repaid)


@given(debt=debts(), first=DAYS, length=st.integers(0, 400))
def test_the_subsidy_is_the_sum_over_every_day(debt: Debt, first: date, length: int) -> None:
    last, total, day = first + timedelta(days=length), Decimal(0), first
    while day <= last:
        if debt.starts_on <= day < debt.due_on:
            left = debt.amount - sum(amount for when, amount in debt.repaid if when <= day)
            total += left * at(SHARES, day)
        day += timedelta(days=1)
    found = subsidy(debt, SHARES, first, last, days_of_year=Decimal(360))
    assert abs(found - total * debt.rate / 3600000) <= Decimal("0.005")
    assert found == found.quantize(Decimal("0.01")) >= 0


def test_the_subsidy_by_hand() -> None:
    debt = Debt(Decimal(50000), Decimal("3.65"), date(2023, 12, 1), date(2024, 6, 1),
                [(date(2024, 3, 1), Decimal(20000))])  # fmt: skip
    said = {"days_of_year": Decimal(365)}
    # 31 days of 5 yuan; then 60 days of 5 yuan and 92 of 3 yuan, 70 % of them.
    assert subsidy(debt, SHARES, date(2023, 7, 1), date(2023, 12, 31), **said) == Decimal("155.00")
    assert subsidy(debt, SHARES, date(2024, 1, 1), date(2024, 6, 30), **said) == Decimal("403.20")


@pytest.mark.django_db
def test_half_a_year_of_interest_is_listed_once_and_adds_up() -> None:
    money = Money()
    _set("credit.days_of_year", "365")
    years_ago = {
        "starts_on": date(2025, 7, 1),
        "ends_on": date(2027, 7, 1),
        "rate": Decimal("3.65"),
    }
    first = _lend(_person(), "30000", **years_ago)
    _lend(first.member, "10000", **(years_ago | {"starts_on": date(2025, 12, 22)}))
    nothing = _lend(_person(), "30000", **(years_ago | {"ends_on": date(2025, 7, 2)}))
    Loan.objects.filter(pk=nothing.pk).update(rate=0)
    said: dict[str, Any] = {"by": money.by, "fund": money.fund, "year": 2025, "half": 2}
    listed = subsidies.list_half_year(money.county, **said)
    row = Delivery.objects.live().get()
    # 184 days of 3 yuan and 10 days of 1 yuan, 70 % of them.
    assert (row.household, row.amount) == (first.household, Decimal("393.40"))
    assert listed.deliveries.live().total() == row.amount
    with pytest.raises(ValidationError):
        subsidies.list_half_year(money.county, **said)
    payments.check(listed, by=money.second)
    assert money.columns() == (Decimal("393.40"), Decimal(0))


@pytest.mark.django_db
def test_a_loan_is_recorded_by_page_and_nothing_entered_is_lost(client: Client) -> None:
    member = _person()
    client.force_login(factories.user("township", factories.PINGSHAN_TOWN))
    sent = {"member": member.pk, "bank": "农商行", "contract": "借字9号", "use": "breeding",
            "purpose": "养羊", "amount": "60000", "rate": "3.45", "starts_on": str(START),
            "ends_on": str(TODAY + timedelta(days=300)), "renews": ""}  # fmt: skip
    url = reverse("credit:lend", args=[member.household_id])
    page = client.post(url, sent).content.decode()
    assert "50000" in page
    assert "借字9号" in page
    client.post(url, sent | {"amount": "40000"})
    loan = Loan.objects.get()
    repaid = {"amount": "50000", "on": str(TODAY), "note": ""}
    page = client.post(reverse("credit:repay", args=[loan.pk]), repaid).content.decode()
    assert "还款不能超过" in page
    Loan.objects.update(starts_on=TODAY - timedelta(days=9), ends_on=TODAY - timedelta(days=3))
    assert "超期 3 天" in client.get(loan.get_absolute_url()).content.decode()
    listed = client.get(reverse("credit:list")).content.decode()
    assert "40,000" in listed


@pytest.mark.django_db
def test_limits_that_nobody_entered_are_named(client: Client) -> None:
    client.force_login(factories.user("admin"))
    page = client.get(reverse("schemes:limits")).content.decode()
    assert "5年期LPR" in page.split("<table")[0]
    assert "50,000" in page
    sent = {"code": "credit.years", "county": "", "value": "2", "valid_from": "2026-01-01",
            "document": "县文件"}  # fmt: skip
    client.post(reverse("schemes:limits"), sent)
    assert LimitValue.objects.in_force("credit.years", TODAY, factories.VILLAGE).value == 2  # type: ignore[union-attr]
