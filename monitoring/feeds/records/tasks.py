from typing import Any

from django.db import transaction

from monitoring.exchange.models import Batch
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.records.bringing import bring
from monitoring.feeds.records.models import Record
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job
from monitoring.registry.census.merge import wait_for_turn


@handler("feeds.bring", queue="imports")
@transaction.atomic
def bring_later(job: Job, _progress: Progress) -> dict[str, Any]:
    """What came while a census was being applied, after it."""
    wait_for_turn()
    records = Record.objects.current().filter(pk__in=job.params["records"])
    batch = Batch.objects.filter(pk=job.params["batch"]).first()
    bring(records.matched(), FEEDS[job.params["feed"]], by=job.by, batch=batch)
    return {}
