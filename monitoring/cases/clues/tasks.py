"""Background work of clues; handlers declare themselves to `jobs.kinds`."""

from typing import Any

from celery import shared_task
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.audit import Event
from monitoring.cases.clues import actions
from monitoring.cases.clues.forms import ClueFilter
from monitoring.cases.clues.seen import clues_seen_by
from monitoring.cases.clues.sheets import AT_ONCE, clue_table
from monitoring.exchange.writing import write_tables
from monitoring.jobs.actions import Refusal, enqueue
from monitoring.jobs.files import result_path
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job


@handler("clues.export", queue="web")
def export_clues(job: Job, progress: Progress) -> dict[str, Any]:
    """The clues of a filter, as far as the person who asked sees them."""
    form = ClueFilter(job.params["chosen"], user=job.by or AnonymousUser())
    if not form.is_valid():
        raise Refusal(_("This filter no longer fits your area. Choose it again."))
    clues = form.narrow(clues_seen_by(form.user)).for_list().most_urgent_first()
    progress(0, 1, _("Writing the clues"))
    path = result_path(job)
    count = write_tables(path, clue_table(clues.iterator(chunk_size=AT_ONCE)))
    code = job.division_code
    audit.record(Event.EXPORTED, by=job.by, division_code=code, subject=job, count=count)
    return {"file": path.name, "filename": _("Clues") + ".xlsx"}


@handler("clues.bring_back", queue="screening")
def bring_back(job: Job, _progress: Progress) -> dict[str, Any]:
    return {"count": actions.bring_back(timezone.localdate(job.created_at))}


@shared_task
def bring_back_nightly() -> None:
    enqueue("clues.bring_back", by=None)
