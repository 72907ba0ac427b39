"""Gives committed revisions their place in the order in which readers meet them.

A transaction that writes first and commits last is invisible here until it has committed, and gets
a place behind everything that was told meanwhile: nobody reads past it. Ids and times given while a
transaction still runs cannot promise that.
"""

from django.db import connection, transaction

from monitoring.feeds.changes.models import Revision

CHUNK = 5_000

# One at a time, until the transaction ends: a second would hand out later places that are read
# before the first one's are there.
TURN = "SELECT pg_advisory_xact_lock(hashtext('feeds.changes.settling'))"

# Places are times, so that "since when" is a place too; a sequence, so that a clock put back or a
# full microsecond gives none twice.
CLOCK = """
SELECT setval('monitoring_revision_position', greatest(
    nextval('monitoring_revision_position'),
    (extract(epoch FROM clock_timestamp()) * 1000000)::bigint
))
"""

# A row that a running transaction is writing again is left to its next turn.
SETTLE = """
UPDATE monitoring_revision SET position = nextval('monitoring_revision_position')
WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM monitoring_revision WHERE position IS NULL
    LIMIT %s FOR UPDATE SKIP LOCKED
))
"""


def settle(most: int = CHUNK) -> int:
    """Settle up to `most` revisions; how many there were."""
    if not Revision.objects.unsettled().exists():
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(TURN)
        cursor.execute(CLOCK)
        cursor.execute(SETTLE, [most])
        return int(cursor.rowcount)


def settle_all() -> int:
    """Chunk by chunk, so that whoever writes the same rows waits for one chunk at most."""
    settled = 0
    while found := settle():
        settled += found
    return settled
