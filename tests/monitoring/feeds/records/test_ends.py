"""How long a record counts follows the parameter of its window, dated and per county."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import Division, Post
from monitoring.criteria.models import ParameterValue
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.indicators.models import FeedIndicators
from monitoring.feeds.records.actions import receive
from monitoring.feeds.records.ends import set_anew
from monitoring.feeds.records.models import Record
from monitoring.screening.actions import screen
from monitoring.screening.models import Run
from tests import factories
from tests.monitoring.feeds.indicators.told import cost, tell

pytestmark = pytest.mark.usefixtures("divisions")
TODAY = timezone.localdate()


def window(days: int | None, county: str | None = None, since: date = TODAY) -> None:
    ParameterValue.objects.create(
        parameter="event_window", value=days and Decimal(days), county_id=county,
        valid_from=since, document="试行",
    )  # fmt: skip


def accident(village: str = factories.VILLAGE, age: int = 10) -> Record:
    member = factories.member(factories.household(village))
    starts = TODAY - timedelta(days=age)
    return tell(
        member, "accidents", accident="火灾", starts=starts, ends=starts + timedelta(days=365)
    )


def days_of(record: Record) -> int | None:
    record.refresh_from_db()
    return (record.ends - record.starts).days if record.ends else None


def test_another_value_sets_the_last_day_of_every_current_record_anew():
    record, year = accident(), cost(factories.member(factories.household()), "1.00", ends=TODAY)
    window(5)
    set_anew(TODAY)
    assert days_of(record) == 5
    year.refresh_from_db()
    assert year.ends == TODAY  # a calendar year is no window


def test_a_county_has_its_own():
    here, there = accident(), accident(factories.FAR_VILLAGE)
    window(20, factories.PINGSHAN)
    set_anew(TODAY)
    assert (days_of(here), days_of(there)) == (20, 365)
    set_anew(TODAY, division=Division.objects.get(code=factories.ZANHUANG))
    assert (days_of(here), days_of(there)) == (20, 365)


def test_a_value_of_a_later_day_waits_for_it():
    record = accident()
    window(5, since=TODAY + timedelta(days=1))
    set_anew(TODAY)
    assert days_of(record) == 365


def test_screening_an_area_follows_a_shorter_window():
    record = accident()
    screen(as_of=TODAY, by=None, trigger=Run.Trigger.NIGHTLY)
    assert FeedIndicators.objects.get().accident
    window(5)
    screen(as_of=TODAY, by=None, trigger=Run.Trigger.RELEASE)
    assert not FeedIndicators.objects.exists()
    assert record.household.flags.get().cleared_on == TODAY


@pytest.mark.parametrize("area", [factories.PINGSHAN, factories.CITY])
def test_what_comes_in_counts_as_long_as_the_county_of_the_household_says(area):
    window(20, factories.PINGSHAN)
    factories.member(factories.household(), id_number="130131195603121234")
    receive(
        FEEDS["accidents"],
        {1: {"id_number": "130131195603121234", "happened_on": "2026-05-01", "accident": "火灾"}},
        by=factories.user(Post.Role.DEPARTMENT, area),
        area=Division.objects.get(code=area),
    )
    assert days_of(Record.objects.get()) == 20
