"""Trying a change says exactly what a release would do, and writes nothing."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import Division
from monitoring.criteria.models import ParameterValue
from monitoring.criteria.simulation import simulate
from monitoring.indicators.refresh import refresh
from monitoring.screening.actions import screen
from monitoring.screening.models import Flag, Run
from tests import factories

pytestmark = pytest.mark.django_db
LINE = "monitoring_line"


@pytest.fixture
def villages(divisions):
    """Yearly incomes per person of 8,000, 8,299.99, 8,300, 8,999 and 20,000 in two townships."""
    for village in (factories.VILLAGE, factories.OTHER_VILLAGE):
        for income in ("8000", "8299.99", "8300", "8999", "20000"):
            a_household(village, income)
    refresh(as_of=timezone.localdate())


def a_household(village, income, **fields):
    household = factories.household(village, **fields)
    factories.member(
        household, health=["健康"], labour="普通劳动力", resident_insurance=True, work_months=6,
        low_income_allowance=False, extreme_poverty_support=False,
    )  # fmt: skip
    factories.statement(
        household, people=1, wage_income=Decimal(income), business_income=0, transfer_income=0,
        business_cost=0, out_of_pocket=0,
    )  # fmt: skip
    return household


def test_a_higher_line_flags_more(villages):
    found = simulate(parameters={LINE: Decimal(9000)})
    total = found.total
    assert (found.households, total.today, total.tried) == (10, 4, 8)
    assert (total.newly_flagged, total.newly_cleared, found.visits) == (4, 0, 4)
    count = found.criteria["income-below-line"]
    assert (count.newly_flagged, count.newly_cleared) == (4, 0)
    assert found.touched.keys() >= {"income-below-line", "relapse"}
    assert "school-dropout" not in found.touched


def test_a_lower_line_clears(villages):
    found = simulate(parameters={LINE: Decimal("8299.99")})
    assert (found.total.tried, found.total.newly_cleared) == (2, 2)
    assert len(found.examples["newly_cleared"]) == 2
    assert found.examples["newly_flagged"] == []


def test_counts_are_told_by_village_and_township(villages):
    found = simulate(parameters={LINE: Decimal(9000)})
    assert {code: count.newly_flagged for code, count in found.villages.items()} == {
        factories.VILLAGE: 2,
        factories.OTHER_VILLAGE: 2,
    }
    towns = found.places(Division.Level.TOWNSHIP)
    assert {code: count.difference for code, count in towns.items()} == {
        factories.PINGSHAN_TOWN: 2,
        "130131101000": 2,
    }


def test_only_the_division_is_tried(villages):
    town = Division.objects.get(code=factories.PINGSHAN_TOWN)
    found = simulate(parameters={LINE: Decimal(9000)}, division=town)
    assert (found.households, list(found.villages)) == (5, [factories.VILLAGE])


def test_the_value_in_force_changes_nothing(villages):
    found = simulate(parameters={LINE: Decimal("8300.00")})
    assert (found.touched, found.total.difference) == ({}, 0)
    assert found.total.today == 4


def test_a_condition_is_tried_added_and_removed(villages):
    above = {">": [{"indicator": "net_income_pc"}, {"number": "10000"}]}
    found = simulate(conditions={"new": above, "income-below-line": None})
    assert (found.criteria["new"].newly_flagged, found.total.tried) == (2, 2)
    assert found.criteria["income-below-line"].newly_cleared == 4
    assert (found.total.newly_flagged, found.total.newly_cleared) == (2, 4)


def test_a_household_flagged_anyway_is_not_newly_flagged(villages):
    sick = a_household(factories.VILLAGE, "8500")
    sick.members.update(health=["患有大病"])
    refresh(as_of=timezone.localdate())
    found = simulate(parameters={LINE: Decimal(9000)})
    assert found.criteria["income-below-line"].newly_flagged == 5
    assert found.total.newly_flagged == 4


def test_a_county_is_tried_by_its_own_rules(villages):
    ParameterValue.objects.create(
        parameter=LINE, county_id=factories.PINGSHAN, value=9000, valid_from=date(2026, 1, 1),
        document="县文件",
    )  # fmt: skip
    found = simulate(parameters={LINE: Decimal(9000)})
    assert (found.total.today, found.total.tried, found.total.newly_flagged) == (8, 8, 0)


def test_another_day_uses_the_values_of_that_day(villages):
    found = simulate(parameters={LINE: Decimal(9000)}, as_of=date(2026, 1, 15))
    assert (found.households, found.total.today, found.total.tried) == (10, 4, 8)


def test_releasing_does_what_was_tried(villages):
    found = simulate(parameters={LINE: Decimal(9000)})
    run = screen(as_of=timezone.localdate(), by=None, trigger=Run.Trigger.MANUAL)
    assert run.flagged == found.total.today
    ParameterValue.objects.create(
        parameter=LINE, value=9000, valid_from=timezone.localdate(), document="文件"
    )
    run = screen(as_of=timezone.localdate(), by=None, trigger=Run.Trigger.MANUAL)
    assert run.flagged == found.total.tried


def test_nothing_is_written(villages):
    simulate(parameters={LINE: Decimal(9000)})
    assert not Flag.objects.exists()
    assert not ParameterValue.objects.filter(value=9000).exists()
