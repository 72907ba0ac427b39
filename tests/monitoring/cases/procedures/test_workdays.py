from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.cases.procedures.models import CalendarDay
from monitoring.cases.procedures.workdays import UnknownYearError, is_working_day, last_day

pytestmark = pytest.mark.django_db

KNOWN = st.dates(date(2020, 1, 1), date(2026, 6, 30))


def test_national_day_is_free_and_its_adjusted_saturday_is_worked():
    assert not is_working_day(date(2026, 10, 1))
    assert is_working_day(date(2026, 10, 10))  # a Saturday


def test_what_an_administrator_enters_comes_first():
    CalendarDay.objects.create(day=date(2026, 10, 10), is_working=False, document="通知")
    assert not is_working_day(date(2026, 10, 10))


def test_a_year_nobody_knows_is_said_and_not_guessed():
    with pytest.raises(UnknownYearError, match="2027"):
        last_day(date(2026, 12, 30), 5, "working_days")


def test_an_entered_year_is_known():
    for number in range(1, 11):
        day = date(2027, 1, number)
        CalendarDay.objects.create(day=day, is_working=day.weekday() < 5, document="通知")
    assert last_day(date(2026, 12, 31), 3, "working_days") == date(2027, 1, 5)


def test_calendar_days_do_not_count_the_first():
    assert last_day(date(2026, 3, 1), 15, "days") == date(2026, 3, 16)


@settings(deadline=None)
@given(start=KNOWN, days=st.integers(1, 30))
def test_a_working_limit_holds_exactly_its_working_days(start: date, days: int):
    last = last_day(start, days, "working_days")
    between = (start + timedelta(days=n) for n in range(1, (last - start).days + 1))
    assert is_working_day(last)
    assert sum(is_working_day(day) for day in between) == days
