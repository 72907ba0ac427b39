"""Paid to the people of the lists, once, through deliveries; what comes back shows."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import AuditEvent
from assets.income.distributions import actions, paying
from assets.income.distributions.lists import distributions_seen_by
from assets.income.distributions.models import Distribution, Line
from assets.income.distributions.origins import origins, parts_of
from assets.income.distributions.uses import MEASURES, Use
from assets.income.receipts.models import Receipt
from assistance.awards import actions as awards
from assistance.catalogue.models import Measure
from assistance.deliveries import actions as deliveries
from assistance.deliveries.models import Delivery
from assistance.deliveries.payments import actions as payments
from assistance.funds.actions import open_fund
from tests import factories
from tests.assets import making
from tests.assets.income import village as made_of
from tests.assets.income.village import YEAR, Village, of

pytestmark = pytest.mark.django_db

AMOUNTS = st.lists(
    st.decimals(Decimal("1.00"), Decimal("99999.99"), places=2), min_size=1, max_size=4
)


@pytest.fixture
def village() -> Village:
    return Village()


def left(made: Distribution) -> Decimal:
    found = Distribution.objects.for_list().get(pk=made.pk)
    return found.total - found.reached - found.spent


def test_everybody_on_the_list_gets_a_delivery_of_the_measure(village):
    made = village.paid("1000.00", people=3)
    rows = of(made)
    assert [str(row.amount) for row in rows] == ["166.67", "166.67", "166.66"]
    for row in rows:
        assert row.delivery is not None
        assert row.delivery.state == "paid"
        assert row.delivery.measure.code == "asset-difficult"
        assert (row.delivery.amount, row.delivery.household) == (row.amount, row.household)
        assert (row.delivery.starts_on, row.delivery.ends_on) == tuple(YEAR.values())
    assert made.state == "paid"
    assert left(made) == Decimal("500.00")
    assert AuditEvent.objects.get(event="assets.distribution_paid").count == 3


def test_paid_once_and_only_by_the_township(village):
    made = village.checked()
    for nobody in (village.cadre, factories.user("county", factories.PINGSHAN)):
        with pytest.raises(PermissionDenied):
            paying.pay(made, by=nobody, on=timezone.localdate())
    with pytest.raises(ValidationError, match="不能晚于今天"):
        paying.pay(made, by=village.officer, on=date(2099, 1, 1))
    paying.pay(made, by=village.officer, on=timezone.localdate())
    with pytest.raises(ValidationError, match="重新打开"):
        paying.pay(made, by=village.second, on=timezone.localdate())
    assert made_of.given() == Decimal("5000.00")
    assert made_of.counts() == (3, 3)


def test_nothing_is_paid_before_the_check(village):
    made = village.noticed()
    with pytest.raises(ValidationError, match="公示中"):
        paying.pay(made, by=village.officer, on=timezone.localdate())
    assert not Delivery.objects.exists()


def test_who_got_the_same_elsewhere_is_named_and_nobody_is_paid(village):
    made = village.checked()
    home = of(made)[1].household
    measure = Measure.objects.get(code="asset-difficult")
    award = awards.award(measure, home, by=village.officer, origin="application", **YEAR)
    Delivery.objects.create(  # of another village, where they lived until then
        award=award, measure=measure, household=home, division_id=home.division_id, state="paid",
        amount=Decimal(5), paid_on=date(2026, 1, 5), **YEAR,
    )  # fmt: skip
    with pytest.raises(ValidationError, match=f"{home.head_name} 这段时间已经领过"):
        paying.pay(made, by=village.officer, on=timezone.localdate())
    made.refresh_from_db()
    assert made.state == "checked"
    assert Delivery.objects.count() == 1


def test_nobody_outside_a_plan_is_paid_as_if_it_were_income(village):
    """Neither by hand, nor by a list of the bank, nor by a workbook of a department."""
    home = village.home()
    paid_as = {use.measure for use in Use.objects.exclude(measure=None).select_related("measure")}
    assert {measure.code for measure in paid_as} == set(MEASURES)
    measure = Measure.objects.get(code="asset-difficult")
    award = awards.award(measure, home, by=village.officer, origin="application", **YEAR)
    with pytest.raises(ValidationError, match="收益分配"):
        deliveries.deliver(
            award, by=village.officer, amount=Decimal(5), paid_on=date(2026, 1, 5), **YEAR
        )
    county = village.division.parent.parent
    fund = open_fund(
        county, by=making.keeper(), name="专项", source="中央", year=2025, budget=Decimal(100),
        document="平财〔2025〕1号",
    )  # fmt: skip
    with pytest.raises(ValidationError, match="收益分配"):
        payments.make(measure, county, by=making.keeper(), fund=fund, **YEAR)
    assert not Delivery.objects.exists()


def test_what_was_reversed_shows_and_is_paid_again(village):
    made = village.paid("900.00", people=3, difficult=1)
    wrong = of(made)[0].delivery
    assert wrong is not None
    deliveries.reverse(wrong, by=village.officer, reason="卡号错误被银行退回")
    assert left(made) == Decimal("300.00")
    assert paying.pay_again(made, by=village.officer, on=timezone.localdate()) == 1
    assert left(made) == Decimal("0.00")
    again = of(made)[0].delivery
    assert again is not None
    assert again.award == wrong.award
    with pytest.raises(ValidationError, match="都已领到"):
        paying.pay_again(made, by=village.officer, on=timezone.localdate())


def test_other_uses_are_spent_up_to_what_they_have(village):
    made = village.checked("1000.00")
    line = village.line(made, "maintenance")
    said = {
        "by": village.officer, "spent_on": timezone.localdate(), "what": "更换逆变器",
        "document": "发票0012",
    }  # fmt: skip
    actions.spend(line, amount=Decimal("499.99"), **said)
    with pytest.raises(ValidationError, match="不能超过"):
        actions.spend(line, amount=Decimal("0.02"), **said)
    with pytest.raises(ValidationError, match="大于零"):
        actions.spend(line, amount=Decimal("-1"), **said)
    with pytest.raises(ValidationError, match="名单上的人"):
        actions.spend(village.line(made), amount=Decimal(1), **said)
    actions.spend(line, amount=Decimal("0.01"), **said)
    line.refresh_from_db()
    assert line.left == 0


def test_what_each_asset_gave_of_a_payout_is_exact(village):
    other = making.asset(name="光伏电站")
    village.income("333.33", asset=other)
    made = village.paid("666.68", people=3, difficult=1)
    known = origins([made.pk])[made.pk]
    assert [str(each.amount) for each in known] == ["666.68", "333.33"]
    for row in of(made):
        assert sum(part.amount for part in parts_of(row.amount, known)) == row.amount


def test_the_page_of_the_household_tells_it_to_who_may_see_it(village, client):
    made = village.paid("900.00", people=1, difficult=1)
    home = of(made)[0].household
    url = f"/households/{home.pk}/"
    client.force_login(village.cadre)
    page = client.get(url).content.decode()
    assert "得到的资产收益" in page
    assert "扶贫车间 900.00" in page
    stranger = factories.user("village", factories.OTHER_VILLAGE)
    client.force_login(stranger)
    assert client.get(url).status_code == 404
    assert not distributions_seen_by(stranger).exists()


@settings(max_examples=12, deadline=None)
@given(amounts=AMOUNTS, people=st.integers(1, 7), spent=st.integers(0, 100), back=st.integers(0, 7))
def test_money_is_conserved(amounts, people, spent, back):
    with transaction.atomic():
        village = Village()
        made = village.paid(*map(str, amounts), people=people)
        line = village.line(made, "maintenance")
        if spent and (part := (line.amount * spent / 100).quantize(Decimal("0.01"))):
            actions.spend(
                line, by=village.officer, amount=part, spent_on=timezone.localdate(),
                what="维修", document="发票",
            )  # fmt: skip
        for row in of(made)[:back]:
            assert row.delivery is not None
            deliveries.reverse(row.delivery, by=village.officer, reason="退回")
        income = Receipt.objects.filter(distribution=made).sums()["amount"]
        lines = Line.objects.filter(distribution=made)
        assert income == sum(amounts) == lines.aggregate(sum=Sum("amount"))["sum"]
        assert sum(row.amount for row in of(made)) == village.line(made).amount
        reached = sum((r.amount for r in of(made) if r.delivery and r.delivery.is_live), Decimal(0))
        assert left(made) == income - reached - sum(each.spent for each in lines)
        assert left(made) >= 0
        transaction.set_rollback(True)
