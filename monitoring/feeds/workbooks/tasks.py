from typing import Any

from django.utils.translation import gettext as _

from monitoring.exchange.models import Batch
from monitoring.feeds.workbooks import actions
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job


@handler("feeds.check", queue="imports")
def check(job: Job, progress: Progress) -> dict[str, Any]:
    """Nothing is left to do where a worker was killed after it had finished."""
    batch = Batch.objects.get(pk=job.params["batch"])
    if batch.state == Batch.State.UPLOADED:
        progress(0, 1, _("Reading the rows"))
        actions.check(batch)
    return {"batch": batch.pk}


@handler("feeds.apply", queue="imports")
def apply(job: Job, progress: Progress) -> dict[str, Any]:
    batch = Batch.objects.get(pk=job.params["batch"])
    if batch.state == Batch.State.APPLYING:
        progress(0, 1, _("Applying the rows"))
        actions.apply(batch, by=job.by or batch.by)
    return {"batch": batch.pk}


@handler("feeds.undo", queue="imports")
def undo(job: Job, progress: Progress) -> dict[str, Any]:
    batch = Batch.objects.get(pk=job.params["batch"])
    if batch.state == Batch.State.APPLIED:
        progress(0, 1, _("Undoing the import"))
        by, why = job.by or batch.by, job.params.get("why", "")
        return {"batch": batch.pk, "kept": actions.undo(batch, by=by, why=why)}
    return {"batch": batch.pk}
