"""From the income of a village to an agreed plan: exact, decided, on notice, checked."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import AuditEvent
from assets.income.distributions import actions, recipients, rule_actions
from assets.income.distributions.models import Distribution, DistributionStep
from assets.income.distributions.sharing import Part
from assets.income.distributions.uses import UseRule
from assets.income.distributions.workflow import Act
from assets.income.receipts import actions as receipts
from assets.income.receipts.models import Receipt
from tests import factories
from tests.assets import making
from tests.assets.income.village import Village, of, shares

pytestmark = pytest.mark.django_db


@pytest.fixture
def village() -> Village:
    return Village()


def test_it_takes_what_came_until_its_last_day_and_nothing_twice(village):
    before = village.income("300.00", received_on=date(2024, 11, 1))
    after = village.income("77.00", received_on=date(2026, 1, 2))
    made = village.draft("500.00", "200.10")
    assert made.total == Decimal("1000.10")
    assert before in made.receipts.all()
    assert after not in made.receipts.all()
    with pytest.raises(ValidationError, match="已经有分配方案"):
        actions.draft(
            village.division,
            by=village.cadre,
            starts_on=date(2025, 7, 1),
            ends_on=date(2025, 12, 31),
        )
    with pytest.raises(ValidationError, match="没有还未分配"):
        actions.draft(
            village.division,
            by=village.cadre,
            starts_on=date(2024, 1, 1),
            ends_on=date(2024, 12, 31),
        )
    assert Distribution.objects.count() == 1


def test_distributed_income_is_reversed_only_after_withdrawing(village):
    made = village.draft("500.00")
    receipt = made.receipts.get()
    with pytest.raises(ValidationError, match="先撤回方案"):
        receipts.reverse(receipt, by=village.cadre, reason="录错")
    actions.withdraw(made, by=village.cadre, note="重来")
    receipts.reverse(receipt, by=village.cadre, reason="录错")
    assert not Receipt.objects.live().exists()


def test_lines_give_all_there_is(village):
    made = village.draft("1000.01")
    actions.set_lines(made, shares(maintenance="200a", welfare=1, difficult=2), by=village.cadre)
    lines = {line.use_id: line.amount for line in made.lines.all()}
    assert lines == {
        "maintenance": Decimal("200.00"), "welfare": Decimal("266.67"),
        "difficult": Decimal("533.34"),
    }  # fmt: skip
    with pytest.raises(ValidationError, match="可分的只有"):
        actions.set_lines(made, shares(maintenance="2000a"), by=village.cadre)
    with pytest.raises(ValidationError, match="不是允许的用途"):
        actions.set_lines(made, shares(banquet=1), by=village.cadre)
    assert {line.use_id for line in made.lines.all()} == set(lines)
    actions.set_lines(made, shares(maintenance=1), by=village.cadre)
    made.refresh_from_db()
    assert made.planned == made.total == Decimal("1000.01")


def test_the_database_lets_no_line_be_lost_or_made(village):
    made = village.decided()
    with pytest.raises(IntegrityError), transaction.atomic():
        Distribution.objects.filter(pk=made.pk).update(planned=made.total - 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.lines.update(spent=made.total + 1)


def test_a_decision_needs_all_of_it_given_to_people_who_are_there(village):
    made = village.planned(people=0)
    with pytest.raises(ValidationError, match="没有全部列到人"):
        village.decide(made)
    gone = village.home()
    village.list(made, gone)
    gone.status = "ended"
    gone.save(update_fields=["status"])
    with pytest.raises(ValidationError, match="不在本村"):
        village.decide(made)
    far = factories.household(factories.OTHER_VILLAGE)
    with pytest.raises(ValidationError, match="本村"):
        village.list(made, far)
    made.refresh_from_db()
    assert made.state == "draft"


def test_people_share_what_the_amounts_leave(village):
    made = village.planned("1000.00", people=2, difficult=1)
    village.list(made, village.home(), amount="100.01")
    assert [str(row.amount) for row in of(made)] == ["450.00", "449.99", "100.01"]
    monitored = village.home(monitored_type="边缘易致贫户")
    line = village.line(made)
    assert recipients.add_group(line, "monitored", by=village.cadre) == 1
    assert sum(row.amount for row in of(made)) == Decimal("1000.00")
    rows = {row.household_id: row for row in of(made)}
    recipients.set_parts(
        line, {rows[monitored.pk].pk: None, of(made)[0].pk: Part(amount=Decimal(10))},
        by=village.cadre,
    )  # fmt: skip
    assert [str(row.amount) for row in of(made)] == ["10.00", "889.99", "100.01"]


def test_decided_means_nothing_changes_until_the_township_sends_it_back(village):
    made = village.decided()
    line = village.line(made)
    for change in (
        lambda: actions.set_lines(made, shares(welfare=1), by=village.cadre),
        lambda: recipients.add(line, village.home(), by=village.cadre, part=Part(share=Decimal(1))),
        lambda: actions.take_in(made, by=village.cadre),
    ):
        with pytest.raises(ValidationError, match="重新打开"):
            change()
    actions.send_back(made, by=village.officer, note="漏了两户")
    made.refresh_from_db()
    assert (made.state, made.decided_by) == ("draft", None)
    village.decide(made)
    acts = [step.act for step in DistributionStep.objects.filter(distribution=made)]
    assert acts == [Act.DECIDE, Act.SEND_BACK, Act.DECIDE]
    assert all(step.file for step in made.steps.filter(act=Act.DECIDE))


def test_the_notice_hangs_long_enough_and_ends_before_the_check(village):
    made = village.decided()
    today = timezone.localdate()
    said = {"by": village.cadre, "note": "公示栏"}
    with pytest.raises(ValidationError, match="至少 7 天"):
        actions.post(
            made, on=today, until=today + timedelta(days=6), upload=making.upload(), **said
        )
    early = today - timedelta(days=30)
    with pytest.raises(ValidationError, match="不能早于"):
        actions.post(made, on=early, until=today, upload=making.upload(), **said)
    actions.post(made, on=today, until=today + timedelta(days=7), upload=making.upload(), **said)
    with pytest.raises(ValidationError, match="公示结束后"):
        actions.check(made, by=village.officer)


def test_another_person_of_the_township_checks(village):
    made = village.noticed()
    with pytest.raises(PermissionDenied):
        actions.check(made, by=village.cadre)
    with pytest.raises(PermissionDenied):
        actions.check(made, by=factories.user("township", "130131101000"))
    own = Distribution.objects.filter(pk=made.pk)
    own.update(drafted_by=village.officer)
    with pytest.raises(ValidationError, match="另一个人"):
        actions.check(made, by=village.officer)
    actions.check(made, by=village.second)
    made.refresh_from_db()
    assert (made.state, made.checked_by) == ("checked", village.second)
    with pytest.raises(IntegrityError), transaction.atomic():
        own.update(decided_by=village.second)
    assert AuditEvent.objects.filter(event="assets.distribution_moved").count() == 3


def test_a_use_that_is_not_allowed_any_more_is_stopped(village):
    made = village.planned(people=0, welfare=1)
    rule_actions.set_rule(
        by=factories.user("admin"), use_id="welfare", valid_from=timezone.localdate(),
        is_allowed=False, document="冀乡振〔2026〕9号",
    )  # fmt: skip
    with pytest.raises(ValidationError, match="不是允许的用途"):
        village.decide(made)


def test_four_fifths_of_the_power_of_2020_goes_to_posts(village):
    station = making.asset(kind="photovoltaic", name="村级光伏电站")
    for year in (2020, 2021):
        making.settlement(
            station, date(year, 5, 1), received_on=date(year, 6, 20), amount=Decimal("1000.01")
        )
    made = actions.draft(
        village.division, by=village.cadre, starts_on=date(2021, 1, 1), ends_on=date(2021, 12, 31)
    )
    actions.set_lines(made, shares(welfare=1), by=village.cadre)
    made.refresh_from_db()
    with pytest.raises(ValidationError, match=r"至少 800\.01 元"):
        village.decide(made)
    rule = UseRule.objects.get(income="power")
    assert (rule.valid_from, rule.valid_to) == (date(2020, 1, 1), date(2020, 12, 31))


def test_income_that_waits_too_long_is_late(village):
    old = village.income("5.00", received_on=date(2023, 5, 1))
    village.income("6.00", received_on=timezone.localdate())
    assert list(Receipt.objects.undistributed().late(timezone.localdate())) == [old]
    assert not Receipt.objects.undistributed().late(date(2024, 3, 30)).exists()
    assert Receipt.objects.undistributed().late(date(2024, 3, 31)).exists()
