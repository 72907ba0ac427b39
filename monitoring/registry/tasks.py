"""Background work of the registry; handlers declare themselves to `jobs.kinds`."""

from typing import Any

from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from monitoring.exchange.models import Batch
from monitoring.exchange.writing import write_tables
from monitoring.jobs.actions import Refusal
from monitoring.jobs.files import result_path
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job
from monitoring.registry import listing
from monitoring.registry.census import actions
from monitoring.registry.export import tables


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
        rows, note = _good_rows(batch), _("Applying the rows")
        progress(0, rows, note)
        actions.apply(
            batch,
            by=job.by or batch.by,
            tick=lambda done, total: progress(rows * done // total, rows, note),
        )
    return {"batch": batch.pk}


def _good_rows(batch: Batch) -> int:
    kinds = (batch.counts["households"], batch.counts["members"])
    return sum(kind["created"] + kind["updated"] for kind in kinds)


@handler("imports.undo", queue="imports")
def undo(job: Job, progress: Progress) -> dict[str, Any]:
    batch = Batch.objects.get(pk=job.params["batch"])
    if batch.state == Batch.State.APPLIED:
        note = _("Undoing the import")
        kept = actions.undo(
            batch, by=job.by or batch.by, tick=lambda done, total: progress(done, total, note)
        )
        return {"batch": batch.pk, "kept": [list(value) for value in kept]}
    return {"batch": batch.pk}


@handler("registry.export", queue="web")
def export(job: Job, progress: Progress) -> dict[str, Any]:
    """The list as the person filtered it, as far as they may export it now."""
    if job.by is None:
        raise Refusal(_("Nobody asked for this."))
    purpose, filters = job.params["purpose"], job.params["filters"]
    households = listing.exportable(job.by, filters, in_full=bool(purpose))
    count = households.count()
    path = result_path(job)
    write_tables(
        path,
        *tables(
            households,
            in_full=bool(purpose),
            tick=lambda done: progress(min(done, count), count, _("Writing the households")),
        ),
    )
    audit.record(
        Event.EXPORTED,
        by=job.by,
        division_code=job.division_code,
        subject=job,
        count=count,
        purpose=purpose,
        filters={name: value for name, value in filters.items() if name != "search"},
    )
    return {"file": path.name, "filename": _("Households") + ".xlsx"}
