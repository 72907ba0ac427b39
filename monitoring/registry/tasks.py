"""Background work of the registry; handlers declare themselves to `jobs.kinds`."""

from typing import Any

from django.utils.translation import gettext as _

from monitoring.exchange.models import Batch
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job
from monitoring.registry.census import actions


@handler("imports.check", queue="imports")
def check(job: Job, progress: Progress) -> dict[str, Any]:
    """Nothing is left to do where a worker was killed after it had finished."""
    batch = Batch.objects.get(pk=job.params["batch"])
    if batch.state == Batch.State.UPLOADED:
        actions.check(batch, lambda done, total: progress(done, total, _("Reading the rows")))
    return {"batch": batch.pk}


@handler("imports.apply", queue="imports")
def apply(job: Job, progress: Progress) -> dict[str, Any]:
    batch = Batch.objects.get(pk=job.params["batch"])
    if batch.state == Batch.State.APPLYING:
        progress(0, 0, _("Applying the rows"))
        actions.apply(batch, by=job.by or batch.by)
    return {"batch": batch.pk}


@handler("imports.undo", queue="imports")
def undo(job: Job, progress: Progress) -> dict[str, Any]:
    batch = Batch.objects.get(pk=job.params["batch"])
    if batch.state == Batch.State.APPLIED:
        progress(0, 0, _("Undoing the import"))
        kept = actions.undo(batch, by=job.by or batch.by)
        return {"batch": batch.pk, "kept": [list(value) for value in kept]}
    return {"batch": batch.pk}
