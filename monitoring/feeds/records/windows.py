"""From when until when a fact counts."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from monitoring.feeds.catalogue.schema import Feed, Lasts
from monitoring.feeds.records.parsing import Parsed

Days = Mapping[str, Decimal | None]  # by parameter: how many days its window lasts
SEPTEMBER, AUGUST = 9, 8


def window(feed: Feed, parsed: Parsed, days: Days) -> tuple[date, date | None]:
    """The first and the last day the fact counts; None where it counts until replaced.

    A window whose parameter has no value yet does not end either: nothing is left out for want of
    a decision.
    """
    starts = _starts(feed, parsed.data[feed.starts])
    match feed.lasts:
        case Lasts.CALENDAR_YEAR:
            return starts, date(starts.year, 12, 31)
        case Lasts.SCHOOL_YEAR:
            return starts, date(starts.year + 1, AUGUST, 31)
        case Lasts.WINDOW:
            lasting = days.get(feed.window)
            return starts, None if lasting is None else starts + timedelta(days=int(lasting))
        case Lasts.ALWAYS:
            return starts, None


def _starts(feed: Feed, told: str | int) -> date:
    if isinstance(told, int):
        return date(told, SEPTEMBER if feed.lasts == Lasts.SCHOOL_YEAR else 1, 1)
    return date.fromisoformat(told if len(told) == len("2026-10-18") else f"{told}-01")
