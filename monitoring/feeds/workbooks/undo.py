"""The records of an applied workbook, taken back: what they had replaced counts again."""

from django.db import connection

from accounts.models import User
from monitoring.exchange.models import Batch
from monitoring.feeds.records import told
from monitoring.registry.census.read import unheard
from monitoring.registry.census.undo import undo_changes
from monitoring.registry.changed import announce
from monitoring.registry.models import Source

END = """
    UPDATE monitoring_record SET current = FALSE WHERE push_id = %s AND current
    RETURNING id, household_id
"""
COUNT_AGAIN = """
    UPDATE monitoring_record r SET current = TRUE
    FROM (
        SELECT DISTINCT ON (o.feed, o.subject, o.same) o.id
        FROM monitoring_record gone
        JOIN monitoring_record o
            ON o.feed = gone.feed AND o.subject = gone.subject AND o.same = gone.same
        JOIN monitoring_push p ON p.id = o.push_id AND p.undone_at IS NULL
        WHERE gone.id = ANY (%s)
        ORDER BY o.feed, o.subject, o.same, o.id DESC
    ) older
    WHERE r.id = older.id
"""
# A question that only these records raised is no longer one.
ASK_NO_MORE = """
    UPDATE monitoring_difference SET state = 'agreed', closed_at = now()
    WHERE state = 'open' AND record_id = ANY (%s)
"""


def take_back(batch: Batch, *, by: User) -> int:
    """How many values of the registry stay, because they were changed since."""
    push = batch.push
    push.undone_at = batch.undone_at
    push.save(update_fields=["undone_at"])
    source = Source.objects.create(kind=Source.Kind.UNDO, batch=batch, by=by, feed=push.feed)
    with connection.cursor() as cursor:
        cursor.execute(END, [push.pk])
        ended = cursor.fetchall()
        gone = [record for record, _household in ended]
        cursor.execute(COUNT_AGAIN, [gone])
        cursor.execute(ASK_NO_MORE, [gone])
    touched, kept = undo_changes(batch, source, unheard)
    told.announce(push)
    households = {household for _record, household in ended if household}
    announce(source, sorted(households | set(touched)))
    return len(kept)
