"""Exports of lists in the background; the handler declares itself to `jobs.kinds`."""

from typing import Any

from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from monitoring.exchange.writing import Table, write_tables
from monitoring.jobs.actions import Refusal
from monitoring.jobs.files import result_path
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job
from monitoring.lists.declared import listings
from monitoring.lists.figures import figures
from monitoring.lists.forms import PlaceForm

AT_ONCE = 1_000


@handler("lists.export", queue="web")
def export(job: Job, progress: Progress) -> dict[str, Any]:
    """The rows of a filter, as far as the person who asked sees and may export them now."""
    if job.by is None:
        raise Refusal(_("Nobody asked for this."))
    listing = listings[job.params["name"]]
    form = listing.filter(job.params["chosen"], user=job.by, searched=job.params["searched"])
    if not form.is_valid():
        raise Refusal(_("This filter no longer fits your area. Choose it again."))
    progress(0, 1, _("Writing the rows"))
    rows = listing.exportable(form).iterator(chunk_size=AT_ONCE)
    return written(job, listing.title, listing.table(rows))


@handler("lists.figures", queue="web")
def export_figures(job: Job, progress: Progress) -> dict[str, Any]:
    """In the chosen place, as far as the person who asked sees it now."""
    if job.by is None:
        raise Refusal(_("Nobody asked for this."))
    asked = figures[job.params["name"]]
    form = PlaceForm(job.params["chosen"], user=job.by)
    if not form.is_valid() or form.place is None:
        raise Refusal(_("This filter no longer fits your area. Choose it again."))
    progress(0, 1, _("Writing the rows"))
    return written(job, asked.title, *asked.tables(job.by, form.place))


def written(job: Job, title: Any, *tables: Table) -> dict[str, Any]:
    """The workbook of an export and its line in the audit; the job's result."""
    path = result_path(job)
    count = write_tables(path, *tables)
    audit.record(
        Event.EXPORTED,
        by=job.by,
        division_code=job.division_code,
        subject=job,
        count=count,
        list=job.params["name"],
        filters=job.params["chosen"],
    )
    return {"file": path.name, "filename": f"{title}.xlsx"}
