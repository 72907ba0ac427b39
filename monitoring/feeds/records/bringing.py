"""Matched records into the registry, at once or, while a census is being applied, by a job."""

from django.db import connection
from psycopg2.sql import SQL

from accounts.models import User
from monitoring.exchange.models import Batch
from monitoring.feeds.catalogue.schema import Feed
from monitoring.feeds.records.querysets import RecordQuerySet
from monitoring.feeds.updates.writing import write
from monitoring.jobs.actions import enqueue
from monitoring.registry.census.merge import nobody_merges
from monitoring.registry.changed import announce
from monitoring.registry.history import hold
from monitoring.registry.models import Source


def bring(
    records: RecordQuerySet, feed: Feed, *, by: User | None, batch: Batch | None = None
) -> list[int]:
    """Write what the records say into the registry, inside the caller's transaction.

    Nobody waits for a census that is being applied: then a job does it afterwards. The ids of the
    households it is about.
    """
    found = dict(records.values_list("pk", "household_id"))
    households = sorted({household for household in found.values() if household})
    if not found:
        return households
    if feed.updates and not nobody_merges():
        of_batch = batch.pk if batch else None
        enqueue("feeds.bring", by=by, feed=feed.code, records=sorted(found), batch=of_batch)
        return households
    kind = Source.Kind.BATCH if batch else Source.Kind.DEPARTMENT
    source = Source.objects.create(
        kind=kind, batch=batch, by=by, feed=feed.code, note=str(feed.label)
    )
    if feed.updates:
        with connection.cursor() as cursor:
            hold(cursor, SQL("h.id = ANY (%(ids)s)"), {"ids": households})
        write(feed, sorted(found), source)
    announce(source, households)
    return households
