"""The last day of records that count for a window, set anew where its parameter has another value.

Values are dated and differ by county; nothing is written where the day stays the same.
"""

from datetime import date

from django.db import connection
from psycopg2.sql import SQL, Composable, Composed, Identifier, Literal

from accounts.models import Division
from monitoring.criteria.rules import Rules, rules_in_force
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.catalogue.schema import Lasts

WINDOWED = tuple(feed for feed in FEEDS.values() if feed.lasts == Lasts.WINDOW)
SET_ANEW = """
    UPDATE monitoring_record r SET ends = r.starts + lasting.days
    FROM (VALUES {lasting}) lasting (feed, days)
    WHERE r.current AND r.feed = lasting.feed AND {place} AND {scope}
        AND r.ends IS DISTINCT FROM r.starts + lasting.days
"""


def set_anew(as_of: date, *, division: Division | None = None, push: int | None = None) -> None:
    """Of the records in the division or of one push: each counts as long as its county says."""
    scope: Composable = SQL("TRUE")
    if division is not None:
        first, last = map(Literal, division.code_range)
        scope = SQL("r.division_code BETWEEN {} AND {}").format(first, last)
    if push is not None:
        scope = SQL("r.push_id = {}").format(Literal(push))
    with connection.cursor() as cursor:
        for rules in rules_in_force(as_of, division):
            cursor.execute(
                SQL(SET_ANEW).format(
                    lasting=SQL(", ").join(_lasting(rules)),
                    place=rules.where(Identifier("r", "division_code")),
                    scope=scope,
                )
            )


def _lasting(rules: Rules) -> list[Composed]:
    """Of each feed with a window how many days it lasts; without a value it does not end."""
    return [
        SQL("({}, {}::int)").format(
            Literal(feed.code), Literal(None if days is None else int(days))
        )
        for feed in WINDOWED
        for days in (rules.values.get(feed.window),)
    ]
