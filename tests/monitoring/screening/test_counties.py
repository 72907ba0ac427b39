"""A county with parameter values of its own is judged by them, its neighbours by the common."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import Division
from monitoring.criteria import actions
from monitoring.criteria.models import ParameterValue
from monitoring.criteria.parameter_actions import release_parameter, set_parameter
from monitoring.jobs import actions as jobs
from monitoring.jobs.models import Job
from monitoring.screening.explain import explain
from monitoring.screening.models import Run
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


def test_a_county_that_goes_back_to_the_common_line_loses_what_its_own_flagged(higher_line):
    household = poor(factories.FAR_VILLAGE, income="27000.00")
    screened()
    ParameterValue.objects.create(
        parameter="monitoring_line",
        county_id=factories.ZANHUANG,
        value=None,
        valid_from=date(2026, 11, 1),
        document="赞巩固发〔2026〕9号",
    )
    assert screened().cleared == 1
    assert household.flags.get().cleared_on


def release(valid_from):
    maker, second = (factories.user("county", factories.ZANHUANG) for _ in range(2))
    county = Division.objects.get(code=factories.ZANHUANG)
    row = set_parameter(
        "monitoring_line", by=maker, value=Decimal(10000), valid_from=valid_from,
        document="赞巩固发〔2026〕1号", county=county,
    )  # fmt: skip
    release_parameter(row, by=second)


def test_a_released_line_screens_its_county_at_once():
    poor(factories.FAR_VILLAGE, income="27000.00")
    release(timezone.localdate())
    job = Job.objects.get()
    assert (job.kind, job.division_code) == ("screening.screen", factories.ZANHUANG)
    jobs.run(str(job.pk))
    run = Run.objects.get()
    assert (run.trigger, run.new) == (Run.Trigger.RELEASE, 1)


def test_a_line_of_another_day_waits_for_that_day():
    release(timezone.localdate() + timedelta(days=1))
    assert not Job.objects.exists()


def test_a_released_version_of_everyone_screens_everyone():
    maker, second = (factories.user("city", factories.CITY) for _ in range(2))
    version = actions.draft(by=maker, valid_from=timezone.localdate(), document="文件")
    actions.submit(version, by=maker)
    actions.release(version, by=second)
    assert Job.objects.get().division_code == ""
