"""Months against the calendar, day by day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitoring.registry.months import last_day, month_before, ordinal, shifted

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def test_the_last_day_of_a_shorter_month_stands_for_those_it_lacks():
    assert shifted(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert shifted(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert shifted(date(2026, 12, 15), 1) == date(2027, 1, 15)


@given(day=DAYS, months=st.integers(-600, 600))
def test_shifting_passes_over_so_many_months(day, months):
    there = shifted(day, months)
    assert ordinal(there) - ordinal(day) == months
    assert there.day == min(day.day, last_day(there).day)
    assert shifted(there.replace(day=1), -months) == day.replace(day=1)


@given(day=DAYS)
def test_a_month_ends_the_day_before_the_next_begins(day):
    assert last_day(day) + timedelta(days=1) == shifted(day.replace(day=1), 1)
    assert last_day(month_before(day)) + timedelta(days=1) == day.replace(day=1)
