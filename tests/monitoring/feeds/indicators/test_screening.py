"""Criteria over what was told: judged, tried, on another day, explained with the record."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from monitoring.criteria.simulation import simulate
from monitoring.feeds.indicators.catalogue import TOLD
from monitoring.indicators.facts import facts
from monitoring.screening.actions import screen
from monitoring.screening.explain import explain
from monitoring.screening.models import Flag, Run
from tests import factories
from tests.monitoring.feeds.indicators.told import cost, tell

pytestmark = pytest.mark.usefixtures("divisions")

CODE = "medical-burden-ex-poor"  # more than half of 20,688 yuan


def home_with_costs(*amounts: str, **fields):
    home = factories.household(household_type="脱贫户")
    member = factories.member(home, name="张三")
    factories.member(home, name="李四")
    for amount in amounts:
        cost(member, amount, **fields)
    return home


def screened(**options) -> Run:
    options = {"as_of": timezone.localdate()} | options
    return screen(by=None, trigger=Run.Trigger.MANUAL, **options)


def flagged() -> set[int]:
    flags = Flag.objects.open().filter(criterion=CODE)
    return set(flags.values_list("household_id", flat=True))


def test_above_the_limit_is_flagged_and_at_the_limit_is_not():
    above, _at = home_with_costs("344.01", "10000.00"), home_with_costs("344.00", "10000.00")
    _untold = home_with_costs()
    run = screened()
    assert flagged() == {above.pk}
    assert run.criteria[CODE] == {"yes": 1, "missing": 0}
    assert Flag.objects.get(criterion=CODE).values == {
        "ex_poor": True,
        "medical_burden": "10344.01",
    }


def test_a_flag_ends_by_itself_the_day_after_the_window():
    today = timezone.localdate()
    home = home_with_costs("20000.00", ends=today)
    screened()
    assert flagged() == {home.pk}
    tomorrow = screened(as_of=today + timedelta(days=1))
    assert tomorrow.criteria[CODE]["yes"] == 0


def test_households_that_changed_are_judged_alone():
    home, other = home_with_costs("20000.00"), home_with_costs("20000.00")
    screened(household_ids=[home.pk])
    assert flagged() == {home.pk} != {other.pk}


def test_another_limit_can_be_tried():
    home_with_costs("10000.00")
    screened()
    found = simulate(parameters={"rural_income_last_year": Decimal(19000)})
    assert found.criteria[CODE].newly_flagged == 1
    assert simulate(
        parameters={"rural_income_last_year": Decimal(19000)},
        as_of=timezone.localdate() - timedelta(days=2),
    ).criteria[CODE].newly_flagged == 0  # fmt: skip


def test_the_explanation_names_the_feed_and_the_record():
    home = home_with_costs("20000.00")
    tell(home.members.last(), "accidents", accident="火灾")
    record = home.records.get(feed="medical-costs")
    screened()
    explained = next(flag for flag in explain(home).flags if flag.criterion.code == CODE)
    assert "本年个人自付医疗费用（最高一人） 20,000.00 元，高于" in explained.sentence
    assert explained.gap_sentence == "高于上年全省农村人均收入的 0.5 倍 9,656.00 元/人"
    (fact,) = explained.grounds[1].facts
    today = timezone.localdate()
    assert fact.source == f"医保局“医疗费用”第 {record.pk} 号记录，{today:%Y-%m-%d} 收到"
    assert (fact.day, fact.members) == (today, ("张三",))


def test_every_indicator_of_a_household_has_a_fact():
    home = home_with_costs("1.00")
    screened()
    found = {fact.code: fact for fact in facts(home)}
    assert found.keys() >= {told.code for told in TOLD}
    assert (found["accident"].value, found["accident"].source) == (False, "部门推送记录")
