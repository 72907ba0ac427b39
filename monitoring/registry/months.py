"""Months: counted, passed over, their first and last days."""

from calendar import monthrange
from datetime import date


def ordinal(day: date) -> int:
    """Of its month, counted from the year 0: the months between two days are their difference."""
    return day.year * 12 + day.month - 1


def shifted(day: date, months: int) -> date:
    """The same day so many months later (earlier, where negative), or the last of that month."""
    year, month = divmod(ordinal(day) + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_before(day: date) -> date:
    """Its first day."""
    return shifted(day.replace(day=1), -1)


def last_day(day: date) -> date:
    """Of the month of the day."""
    return day.replace(day=monthrange(day.year, day.month)[1])
