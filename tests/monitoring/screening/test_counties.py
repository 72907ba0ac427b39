"""A county with parameter values of its own is judged by them, its neighbours by the common."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.models import Division
from monitoring.criteria.models import ParameterValue
from monitoring.screening.explain import explain
from tests import factories
from tests.monitoring.screening.test_screen import poor, screened

pytestmark = pytest.mark.usefixtures("divisions")


@pytest.fixture
def higher_line(divisions):
    """赞皇县 draws the line at 10,000 yuan."""
    return ParameterValue.objects.create(
        parameter="monitoring_line",
        county_id=factories.ZANHUANG,
        value=Decimal(10000),
        valid_from=date(2026, 1, 1),
        document="赞巩固发〔2026〕1号",
    )


@pytest.mark.usefixtures("higher_line")
def test_the_own_line_flags_more_and_says_its_document():
    here, there = (
        poor(place, income="27000.00") for place in (factories.VILLAGE, factories.FAR_VILLAGE)
    )
    run = screened()
    assert (run.households, run.new) == (2, 1)
    assert not here.flags.exists()
    (flag,) = explain(there).flags
    assert flag.gap_sentence == "低于监测线 1,000.00 元/人"
    assert flag.grounds[0].clause.document == "赞巩固发〔2026〕1号"


@pytest.mark.usefixtures("higher_line")
@pytest.mark.parametrize(
    ("area", "households", "new"),
    [(factories.CITY, 2, 1), (factories.ZANHUANG, 1, 1), (factories.FAR_VILLAGE, 1, 1),
     (factories.PINGSHAN, 1, 0)],
)  # fmt: skip
def test_a_run_of_any_area_uses_the_rules_of_each_county_in_it(area, households, new):
    for place in (factories.VILLAGE, factories.FAR_VILLAGE):
        poor(place, income="27000.00")
    run = screened(division=Division.objects.get(code=area))
    assert (run.households, run.new) == (households, new)


def test_a_line_that_is_taken_back_clears_what_it_flagged(higher_line):
    household = poor(factories.FAR_VILLAGE, income="27000.00")
    screened()
    higher_line.delete()
    assert screened().cleared == 1
    assert household.flags.get().cleared_on
