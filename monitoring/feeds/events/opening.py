"""What a push tells of villages, followed: an event of each, with every household of the village.

Told anew, the same event says the newer facts and keeps its ticks. Where the village had called
nobody affected, it is asked again.
"""

from django.db import connection

from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.records.models import Push
from monitoring.registry.changed import announce
from monitoring.registry.models import Source

OPEN = """
    INSERT INTO monitoring_villageevent AS old (feed, division_id, same, opened_at, told_at)
    SELECT r.feed, r.division_code, r.same, r.at, r.at FROM monitoring_record r
    WHERE r.push_id = %(push)s AND r.current AND r.state = 'village'
    ON CONFLICT (feed, division_id, same) DO UPDATE SET told_at = excluded.told_at,
        decided_at = CASE WHEN EXISTS (
            SELECT FROM monitoring_attachedhousehold a WHERE a.event_id = old.id AND a.affected
        ) THEN old.decided_at END
    RETURNING id
"""
ATTACH = """
    INSERT INTO monitoring_attachedhousehold (event_id, household_id, ticked, affected)
    SELECT e.id, h.id, FALSE, FALSE
    FROM monitoring_villageevent e
    JOIN monitoring_household h ON h.division_id = e.division_id AND h.status = 'active'
    WHERE e.id = ANY (%(events)s)
    ON CONFLICT (event_id, household_id) DO NOTHING
"""
# Of a push that was taken back too: its households have to be judged again.
AFFECTED = """
    SELECT DISTINCT a.household_id
    FROM monitoring_record r
    JOIN monitoring_villageevent e
        ON e.feed = r.feed AND e.division_id = r.division_code AND e.same = r.same
    JOIN monitoring_attachedhousehold a ON a.event_id = e.id AND a.affected
    WHERE r.push_id = %(push)s
"""


def follow(push: Push) -> None:
    """Listens to what was told of villages; three statements, however many."""
    with connection.cursor() as cursor:
        cursor.execute(OPEN, {"push": push.pk})
        events = [event for (event,) in cursor.fetchall()]
        cursor.execute(ATTACH, {"events": events})
        cursor.execute(AFFECTED, {"push": push.pk})
        affected = [household for (household,) in cursor.fetchall()]
    if affected:
        label = str(FEEDS[push.feed].label)
        source = Source.objects.create(
            kind=Source.Kind.DEPARTMENT, by=push.by, feed=push.feed, note=label
        )
        announce(source, affected)
