"""Which years' working days are known, and a pasted list of days read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import chinese_calendar.constants
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from monitoring.cases.procedures.models import CalendarDay
from monitoring.cases.procedures.querysets import CalendarDayQuerySet

LINE = re.compile(
    r"(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?\s*[\s,，]\s*"
    r"(?P<kind>休|放假|休息|班|上班|补班|工作)\s*[\s,，]?\s*(?P<name>.*)"
)
FREE = {"休", "放假", "休息"}
LIBRARY = {day.year for day in chinese_calendar.constants.holidays}
SHORTEST_YEAR = 365
YEARS = range(2000, 2100)  # a slip of the hand is told, and no list grows without end


@dataclass(frozen=True)
class Year:
    number: int
    known: bool


def is_known(year: int) -> bool:
    """By the library, or because every day of it was entered."""
    return year in LIBRARY or _entered(year) >= SHORTEST_YEAR


def years(today: date) -> list[Year]:
    """This year and the two after it, into which limits reach."""
    return [Year(year, is_known(year)) for year in range(today.year, today.year + 3)]


def exceptions() -> CalendarDayQuerySet:
    """Entered days that do not follow the week, the newest first."""
    return CalendarDay.objects.exceptions()


def read_days(text: str) -> dict[date, tuple[bool, str]]:
    """Of lines such as “2027-02-06 休 春节”: whether the day is worked, and its name."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    return dict(_days([(number, line) for number, line in lines if line]))


def _days(lines: list[tuple[int, str]]) -> Iterator[tuple[date, tuple[bool, str]]]:
    for number, line in lines:
        found = LINE.fullmatch(line)
        try:
            if found is None:
                raise ValueError
            day = date(*(int(found[part]) for part in ("year", "month", "day")))
            if day.year not in YEARS:
                raise ValueError
        except ValueError:
            message = _("Line %(number)s: write a day, 休 or 班, and a name: 2027-02-06 休 春节.")
            raise ValidationError(message % {"number": number}) from None
        yield day, (found["kind"] not in FREE, found["name"].strip()[:40])


def _entered(year: int) -> int:
    return CalendarDay.objects.filter(day__year=year).count()
