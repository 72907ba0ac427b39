"""Background work of casework; handlers declare themselves to `jobs.kinds`."""

from typing import Any

from celery import shared_task
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.audit import Event
from monitoring.cases.casework import clocks, following
from monitoring.cases.casework.forms import CaseFilter
from monitoring.cases.casework.listing import cases_of
from monitoring.cases.casework.sheets import case_table
from monitoring.exchange.writing import write_tables
from monitoring.jobs.actions import Refusal, enqueue
from monitoring.jobs.files import result_path
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job

AT_ONCE = 1_000


@handler("cases.clocks", queue="screening")
def run_clocks(_job: Job, _progress: Progress) -> dict[str, Any]:
    """A killed worker's second run finds what the first one did not do."""
    return {
        "followed": following.catch_up(),
        "known": clocks.learn_limits(),
        "escalated": clocks.escalate(timezone.localdate()),
    }


@handler("cases.export", queue="web")
def export_cases(job: Job, progress: Progress) -> dict[str, Any]:
    """The cases of a filter, as far as the person who asked sees them."""
    form = CaseFilter(job.params["chosen"], user=job.by or AnonymousUser())
    if not form.is_valid():
        raise Refusal(_("This filter no longer fits your area. Choose it again."))
    cases = cases_of(form, job.params["search"]).for_list().order_by("due_order", "id")
    progress(0, 1, _("Writing the cases"))
    path = result_path(job)
    count = write_tables(path, case_table(cases.iterator(chunk_size=AT_ONCE)))
    code = job.division_code
    audit.record(Event.EXPORTED, by=job.by, division_code=code, subject=job, count=count)
    return {"file": path.name, "filename": _("Cases") + ".xlsx"}


@shared_task
def run_clocks_nightly() -> None:
    enqueue("cases.clocks", by=None)
