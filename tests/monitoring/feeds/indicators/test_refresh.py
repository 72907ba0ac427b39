"""The sparse table follows the records, and holds only households that something was told of."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from accounts.models import Division
from monitoring.feeds.indicators.models import FeedIndicators
from monitoring.feeds.indicators.refresh import ROWS, refresh
from monitoring.registry.changed import announce
from tests import factories
from tests.monitoring.feeds.indicators.told import cost, tell

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 27)
A_YEAR = timedelta(days=365)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def rows(day=TODAY, **scope):
    refresh(as_of=day, **scope)
    return {row["household_id"]: row for row in FeedIndicators.objects.values()}


def test_the_largest_burden_is_of_one_person_summed_over_the_months():
    home = factories.household()
    one, other = factories.member(home), factories.member(home)
    for amount in ("4000.10", "5000.00"):
        cost(one, amount, starts=YESTERDAY)
    cost(other, "9000.00", starts=YESTERDAY)
    assert rows()[home.pk]["medical_burden"] == Decimal("9000.10")


def test_a_household_of_which_nothing_counts_has_no_row():
    member = factories.member(factories.household())
    tell(member, "work", status="在岗", starts=YESTERDAY)
    factories.member(factories.household())
    assert rows() == {}


def test_it_writes_nothing_where_nothing_changed():
    home = factories.household()
    cost(factories.member(home), "100.00", starts=YESTERDAY)
    assert refresh(as_of=TODAY) == 1
    assert refresh(as_of=TODAY) == 0
    assert refresh(as_of=TODAY, household_ids=[home.pk]) == 0


def test_households_asked_for_are_refreshed_and_no_others():
    near, far = factories.household(), factories.household(factories.FAR_VILLAGE)
    for home in (near, far):
        cost(factories.member(home), "100.00", starts=YESTERDAY)
    zanhuang = Division.objects.get(code=factories.ZANHUANG)
    assert rows(household_ids=[near.pk]).keys() == {near.pk}
    assert rows(division=zanhuang).keys() == {near.pk, far.pk}


def test_a_record_counts_from_its_first_day_to_its_last():
    member = factories.member(factories.household())
    tell(member, "accidents", accident="火灾", starts=TODAY, ends=TODAY + A_YEAR)
    counted = [bool(rows(TODAY + timedelta(days=n))) for n in (-1, 0, 365, 366)]
    assert counted == [False, True, True, False]


@pytest.mark.parametrize(
    ("feed", "data", "starts", "ends"),
    [
        ("medical-costs", {"own_burden": "100.00"}, date(2026, 10, 1), date(2026, 12, 31)),
        ("education-costs", {"own_cost": "100.00"}, date(2026, 9, 1), date(2027, 8, 31)),
    ],
)
def test_a_new_year_or_school_year_begins_with_nothing(feed, data, starts, ends):
    tell(factories.member(factories.household()), feed, starts=starts, ends=ends, **data)
    assert rows(ends)
    assert not rows(ends + timedelta(days=1))


def test_a_record_follows_its_person_to_another_household():
    old, new = factories.household(), factories.household()
    member = factories.member(old)
    cost(member, "100.00", starts=YESTERDAY)
    assert rows().keys() == {old.pk}
    member.household = new
    member.save()
    assert rows(household_ids=[old.pk, new.pk]).keys() == {new.pk}


def test_a_record_follows_its_household_to_another_county(django_capture_on_commit_callbacks):
    home = factories.household()
    record = cost(factories.member(home), "100.00", starts=YESTERDAY)
    home.division_id = factories.FAR_VILLAGE
    home.save()
    with django_capture_on_commit_callbacks(execute=True):
        announce(home.source, [home.pk])
    record.refresh_from_db()
    assert record.division_code == factories.FAR_VILLAGE
    FeedIndicators.objects.all().delete()
    assert rows(division=Division.objects.get(code=factories.ZANHUANG)).keys() == {home.pk}


def test_what_a_dead_person_leaves_behind_still_weighs_on_the_household():
    home = factories.household()
    dead = factories.member(home, status="deceased", left_on=TODAY)
    cost(dead, "100.00", starts=YESTERDAY)
    tell(dead, "work", status="失业", starts=YESTERDAY)
    row = rows()[home.pk]
    assert (row["medical_burden"], row["lost_work"]) == (Decimal("100.00"), False)


def test_the_newest_month_tells_whether_a_loan_is_overdue():
    member = factories.member(factories.household())
    tell(member, "overdue-loans", overdue="900.00", starts=date(2026, 9, 1))
    assert rows()
    tell(member, "overdue-loans", overdue="0.00", starts=date(2026, 10, 1))
    assert not rows()


def test_who_is_on_another_roll_was_not_dropped():
    member = factories.member(factories.household())
    tell(member, "assistance-rolls", roll="低保", status="退出", starts=date(2026, 10, 1))
    assert rows()
    tell(member, "assistance-rolls", roll="低保边缘", status="在册", starts=date(2026, 10, 1))
    assert not rows()


def test_a_household_that_is_closed_loses_its_row():
    home = factories.household()
    cost(factories.member(home), "100.00", starts=YESTERDAY)
    assert rows()
    home.status = "closed"
    home.save()
    assert not rows()


def test_another_day_is_computed_without_touching_the_table():
    home = factories.household()
    tell(factories.member(home), "accidents", accident="火灾", starts=TODAY - A_YEAR, ends=TODAY)
    refresh(as_of=TODAY)
    with connection.cursor() as cursor:
        ROWS.compute(cursor, "tomorrow", as_of=TOMORROW)
        cursor.execute("SELECT count(*) FROM tomorrow")
        assert cursor.fetchone()[0] == 0
    assert FeedIndicators.objects.filter(accident=True).exists()
