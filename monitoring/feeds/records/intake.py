"""Parsed records into the table of records: a few statements, whatever their number.

A fact told twice is kept once. One told differently replaces the older, which stays as history.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from psycopg2.extras import execute_values
from psycopg2.sql import SQL, Composed, Literal

from accounts.models import Division
from accounts.personal import keyed_hashes
from monitoring.feeds.catalogue.schema import Feed
from monitoring.feeds.records.models import Push
from monitoring.feeds.records.parsing import Parsed
from monitoring.feeds.records.windows import Days, window

INCOMING = """
    CREATE TEMP TABLE incoming (
        n int PRIMARY KEY, subject bytea, masked text, name text, same text, topic text, data jsonb,
        starts date, ends date, division_code text COLLATE "C", household_id bigint,
        member_id bigint, verdict text
    ) ON COMMIT DROP
"""
FILL = """
    INSERT INTO incoming (n, subject, masked, name, same, topic, data, starts, ends) VALUES %s
"""

MATCH_PEOPLE = SQL("""
    UPDATE incoming i
    SET member_id = m.id, household_id = h.id, division_code = h.division_id
    FROM monitoring_member m JOIN monitoring_household h ON h.id = m.household_id
    WHERE m.id_number_hash = i.subject AND m.status = 'active' AND h.status = 'active'
        AND {area} AND (i.name = '' OR i.name = m.name)
""")
MATCH_VILLAGES = SQL("""
    UPDATE incoming i SET division_code = h.code
    FROM accounts_division h
    WHERE h.code = convert_from(i.subject, 'UTF8') AND h.level = 'village' AND {area}
""")

# What is told several times in one push is judged as if told one after the other.
# What nobody matches never takes the place of what somebody else's area has matched.
JUDGE = """
    UPDATE incoming i SET verdict = judged.verdict
    FROM (
        SELECT i.n, CASE
            WHEN i.data = earlier.data OR earlier.n IS NULL AND i.data = known.data
                AND (known.state <> 'waiting' OR i.division_code IS NULL) THEN 'duplicate'
            WHEN i.division_code IS NULL AND i.masked = '' THEN 'outside'
            WHEN i.division_code IS NULL THEN 'unmatched'
            ELSE 'accepted' END AS verdict
        FROM incoming i
        LEFT JOIN LATERAL (
            SELECT e.n, e.data FROM incoming e
            WHERE e.subject = i.subject AND e.same = i.same AND e.n < i.n ORDER BY e.n DESC LIMIT 1
        ) earlier ON true
        LEFT JOIN monitoring_record known
            ON known.current AND known.feed = %(feed)s
            AND known.subject = i.subject AND known.same = i.same
    ) judged
    WHERE judged.n = i.n
"""
# Which rows are to be current: of each fact the last that is no duplicate. Asked before the older
# ones cease to be current.
NEWEST = """
    CREATE TEMP TABLE newest ON COMMIT DROP AS
    SELECT DISTINCT ON (i.subject, i.same) i.n, i.subject, i.same
    FROM incoming i
    LEFT JOIN monitoring_record known ON known.current AND known.feed = %(feed)s
        AND known.subject = i.subject AND known.same = i.same AND known.state <> 'waiting'
    WHERE i.verdict = 'accepted' OR i.verdict = 'unmatched' AND known.id IS NULL
    ORDER BY i.subject, i.same, i.n DESC
"""
SUPERSEDE = """
    UPDATE monitoring_record r SET current = FALSE
    FROM newest
    WHERE r.current AND r.feed = %(feed)s AND r.subject = newest.subject AND r.same = newest.same
"""
# In their order: of two people of one household who tell of its house, the later record holds.
STORE = """
    INSERT INTO monitoring_record (push_id, row, feed, state, current, subject, masked, name, same,
        topic, data, starts, ends, division_code, household_id, member_id, at, matched_at)
    SELECT %(push)s, i.n, %(feed)s,
        CASE WHEN i.division_code IS NULL THEN 'waiting' WHEN i.masked = '' THEN 'village'
            ELSE 'matched' END,
        newest.n IS NOT NULL, i.subject, i.masked, i.name, i.same, i.topic, i.data, i.starts,
        i.ends, coalesce(i.division_code, %(area)s), i.household_id, i.member_id, %(at)s,
        CASE WHEN i.division_code IS NOT NULL THEN %(at)s END
    FROM incoming i LEFT JOIN newest ON newest.n = i.n
    WHERE i.verdict IN ('accepted', 'unmatched')
    ORDER BY i.n
"""
VERDICTS = "SELECT n, verdict FROM incoming"


def judge(
    feed: Feed, records: Sequence[tuple[int, Parsed]], area: Division, days: Days
) -> dict[int, str]:
    """What each record is, by its place in the push; nothing is stored yet.

    accepted, duplicate, unmatched (nobody of the area has this ID number and name), or outside (no
    village of the area).
    """
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS incoming, newest")
        cursor.execute(INCOMING)
        execute_values(cursor.cursor, FILL, _rows(feed, records, days), page_size=1000)
        cursor.execute(_match(feed, area))
        cursor.execute(JUDGE, {"feed": feed.code})
        cursor.execute(VERDICTS)
        return dict(cursor.fetchall())


def store(push: Push) -> None:
    """Keep what `judge` took in; before it in the same transaction `pushes.wait` and `judge`."""
    said: dict[str, Any] = {
        "push": push.pk,
        "feed": push.feed,
        "area": push.division_code,
        "at": push.at,
    }
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, said)
        cursor.execute(SUPERSEDE, said)
        cursor.execute(STORE, said)


def _rows(
    feed: Feed, records: Sequence[tuple[int, Parsed]], days: Days
) -> Iterable[tuple[object, ...]]:
    for (n, parsed), subject in zip(records, subjects(feed, records), strict=True):
        same, topic = parsed.told(feed.same), str(parsed.data.get(feed.topic, ""))
        data = json.dumps(parsed.data, ensure_ascii=False)
        yield n, subject, parsed.masked, parsed.name, same, topic, data, *window(feed, parsed, days)


def subjects(feed: Feed, records: Sequence[tuple[int, Parsed]]) -> list[bytes]:
    subjects = [parsed.subject for _n, parsed in records]
    if feed.of_villages:
        return [code.encode() for code in subjects]
    return keyed_hashes(subjects)


def _match(feed: Feed, area: Division) -> Composed:
    column = SQL("h.code" if feed.of_villages else "h.division_id")
    first, last = map(Literal, area.code_range)
    within = SQL("{} BETWEEN {} AND {}").format(column, first, last)
    return (MATCH_VILLAGES if feed.of_villages else MATCH_PEOPLE).format(area=within)
