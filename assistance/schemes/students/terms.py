"""School years and their terms: from September to August, halved at the end of February.

What is paid by terms or school years is paid for these days and no others
(deliveries/rules.py), so that the database can refuse the second payment of a term.
"""

from datetime import date

from monitoring.registry.months import last_day

AUTUMN, SPRING, YEAR = "autumn", "spring", "year"


def days_of(year: int, part: str) -> tuple[date, date]:
    """Of the school year that begins in September of `year`."""
    february = last_day(date(year + 1, 2, 1))
    return {
        AUTUMN: (date(year, 9, 1), february),
        SPRING: (date(year + 1, 3, 1), date(year + 1, 8, 31)),
        YEAR: (date(year, 9, 1), date(year + 1, 8, 31)),
    }[part]


def school_year(day: date) -> int:
    """The year in whose September it began."""
    return day.year if day.month >= 9 else day.year - 1
