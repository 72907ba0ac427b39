"""Working days of China with their adjusted weekends, and the last day of a limit."""

from datetime import date, timedelta

import chinese_calendar
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from monitoring.cases.procedures.models import CalendarDay, Unit


class UnknownYearError(ValidationError):
    """Nobody has said yet which days of that year are worked; a guess would shift limits."""

    def __init__(self, year: int) -> None:
        message = _(
            "The working days of %(year)s are not known. Ask an administrator to enter them."
        )
        super().__init__(message, params={"year": year})


def is_working_day(day: date) -> bool:
    """By the administrator's table, else by the library; UnknownYearError where neither says."""
    entered = CalendarDay.objects.filter(day=day).first()
    if entered is not None:
        return entered.is_working
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        raise UnknownYearError(day.year) from None


def known_last_day(start: date, days: int, unit: str) -> date | None:
    """None where the year's working days are not known: the page says so, nobody guesses."""
    try:
        return last_day(start, days, unit)
    except UnknownYearError:
        return None


def last_day(start: date, days: int, unit: str) -> date:
    """The last day of a limit of `days`; the day of `start` itself does not count."""
    if unit == Unit.DAYS:
        return start + timedelta(days=days)
    day = start
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day
