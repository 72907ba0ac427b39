"""A payment list from its making to the bank's answer, and the money behind each step."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import AuditEvent
from assistance.awards.actions import end
from assistance.catalogue.models import Measure
from assistance.deliveries.actions import reverse
from assistance.deliveries.models import Delivery, PaymentList
from assistance.deliveries.payments import actions
from assistance.funds.models import FundEntry
from tests import factories
from tests.assistance.deliveries.conftest import MAY
from tests.assistance.funds.ledger import astray

pytestmark = pytest.mark.django_db
JUNE = {"starts_on": date(2026, 6, 1), "ends_on": date(2026, 6, 30)}


def test_a_list_has_everyone_who_is_owed_it_in_that_place_and_period(money, rows):
    money.award()
    money.award(factories.OTHER_VILLAGE)
    gone = money.award()
    end(gone, by=money.by, on=date(2026, 4, 30), reason="到期")
    made = money.make()
    assert rows(made) == [(1, "500.00", "planned"), (2, "500.00", "planned")]
    assert money.columns() == (0, 0)
    assert AuditEvent.objects.get(event="payments.listed").count == 2


def test_who_is_listed_is_not_listed_again_for_the_same_days(money):
    money.award()
    money.make(division=money.town)
    with pytest.raises(ValidationError, match="没有还应发放"):
        money.make()
    money.award(factories.OTHER_VILLAGE)
    assert money.make().deliveries.count() == 1
    assert money.make(**JUNE).deliveries.count() == 2


def test_what_comes_once_is_on_no_later_list_until_it_came_back(money):
    money.measure = Measure.objects.get(code="house-renovation")
    home = factories.household()
    factories.award(home, "house-renovation", starts_on=date(2026, 1, 1))
    made = money.make()
    with pytest.raises(ValidationError, match="没有还应发放"):
        money.make(**JUNE)
    reverse(made.deliveries.get(), by=money.by, reason="名单有误")
    assert money.make(**JUNE).deliveries.get().household == home


@pytest.mark.parametrize("ends_on", [date(2026, 5, 30), date(2026, 6, 30), date(2026, 5, 1)])
def test_what_is_paid_monthly_is_listed_by_whole_months(money, ends_on):
    money.award()
    with pytest.raises(ValidationError, match="完整的一期"):
        money.make(ends_on=ends_on)
    assert not PaymentList.objects.exists()


def test_the_money_follows_the_list_step_by_step(money, rows):
    for _ in range(3):
        money.award()
    made = money.make()
    actions.check(made, by=money.second)
    assert money.columns() == (1500, 0)
    actions.hand_over(made, by=money.by)
    actions.confirm(made, by=money.by, on=timezone.localdate())
    assert money.columns() == (1500, 1500)
    assert {state for _, _, state in rows(made)} == {"paid"}
    assert Delivery.objects.paid().total() == Decimal(1500)
    assert not astray()


def test_who_made_a_list_does_not_check_it(money):
    money.award()
    made = money.make()
    with pytest.raises(ValidationError, match="另一人"):
        actions.check(made, by=money.by)
    made.refresh_from_db()
    assert made.state == "draft"


def test_amounts_are_entered_by_row_and_none_is_left_out(money, rows):
    money.award()
    money.award()
    made = money.make(each=None)
    with pytest.raises(ValidationError, match="第 1 行"):
        actions.check(made, by=money.second)
    actions.set_amounts(made, {1: Decimal("480.50"), 2: Decimal("500")}, by=money.by)
    for wrong, said in (({3: Decimal(1)}, "没有第 3 行"), ({1: Decimal(0)}, "大于零")):
        with pytest.raises(ValidationError, match=said):
            actions.set_amounts(made, wrong, by=money.by)
    actions.check(made, by=money.second)
    assert money.columns() == (Decimal("980.50"), 0)
    with pytest.raises(ValidationError, match="已复核"):
        actions.set_amounts(made, {1: Decimal(1)}, by=money.by)


def test_a_list_that_the_fund_cannot_pay_is_not_checked(money):
    money.award()
    made = money.make(each="10000.01")
    with pytest.raises(ValidationError, match=r"10000\.00"):
        actions.check(made, by=money.second)
    made.refresh_from_db()
    assert (made.state, money.columns()) == ("draft", (0, 0))


def test_who_has_no_card_is_not_dropped_but_told_and_comes_onto_the_next_list(money, rows):
    money.award()
    without = money.award(card=None)
    made = money.handed()
    back = Delivery.objects.get(award=without)
    assert (back.state, back.why) == ("returned", "没有这户的一卡通账号")
    assert money.columns() == (500, 0)
    again = money.make()
    assert [each.award for each in again.deliveries.all()] == [without]
    assert sorted(state for _, _, state in rows(made)) == ["listed", "returned"]


@pytest.mark.parametrize("confirmed_first", [True, False])
def test_what_the_bank_returns_is_free_again_and_paid_by_another_list(money, rows, confirmed_first):
    money.award()
    money.award()
    made = money.handed()
    today = timezone.localdate()
    if confirmed_first:
        actions.confirm(made, by=money.by, on=today)
    actions.take_returned(made, {2: "账户已销户"}, by=money.by)
    if not confirmed_first:
        actions.confirm(made, by=money.by, on=today)
    assert rows(made) == [(1, "500.00", "paid"), (2, "500.00", "returned")]
    assert money.columns() == (500, 500)

    again = money.make()
    actions.check(again, by=money.second)
    actions.hand_over(again, by=money.by)
    actions.confirm(again, by=money.by, on=today)
    assert money.columns() == (1000, 1000)
    assert not astray()
    kinds = FundEntry.objects.order_by("pk").values_list("kind", flat=True)
    assert ("returned" in kinds) is confirmed_first


def test_a_cancelled_list_gives_its_money_and_its_people_back(money):
    money.award()
    made = money.checked()
    actions.cancel(made, by=money.by, reason="金额有误")
    assert money.columns() == (0, 0)
    assert money.make().deliveries.count() == 1
    handed = PaymentList.objects.get(state="draft")
    actions.check(handed, by=money.second)
    actions.hand_over(handed, by=money.by)
    with pytest.raises(ValidationError, match="已交银行"):
        actions.cancel(handed, by=money.by, reason="金额有误")


def test_only_the_county_makes_and_pays(money):
    money.award()
    made = money.make()
    for by in (
        factories.user("township", factories.PINGSHAN_TOWN),
        factories.user("county", factories.ZANHUANG),
        factories.office(money.department),
        factories.user("village", factories.VILLAGE),
    ):
        with pytest.raises(PermissionDenied):
            actions.check(made, by=by)
        with pytest.raises(PermissionDenied):
            money.make(by=by, **JUNE)


def test_sums_of_a_list_are_the_sums_of_its_rows(money):
    for _ in range(3):
        money.award()
    made = money.make(each="333.33")
    row = made.deliveries.first()
    Delivery.objects.filter(pk=row.pk).update(state="reversed", why="不在岗")
    told = PaymentList.objects.counted().get()
    kept = made.deliveries.live()
    assert told.people == kept.count() == 2
    assert told.total == sum(each.amount for each in kept) == Decimal("666.66")


def test_the_period_that_was_paid_says_so_of_its_measure(money):
    award = money.award()
    made = money.handed()
    actions.confirm(made, by=money.by, on=timezone.localdate())
    paid = Delivery.objects.of_household(award.household).paid().get()
    assert (paid.starts_on, paid.ends_on) == (MAY["starts_on"], MAY["ends_on"])
