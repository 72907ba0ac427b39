"""Background work of screening; handlers declare themselves to `jobs.kinds`."""

from typing import Any

from celery import shared_task
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.audit import Event
from accounts.models import Division
from monitoring.exchange.writing import write_tables
from monitoring.jobs.actions import Refusal, enqueue
from monitoring.jobs.files import result_path
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job
from monitoring.screening import actions
from monitoring.screening.forms import FlagFilter
from monitoring.screening.models import Run
from monitoring.screening.seen import flags_seen_by
from monitoring.screening.sheets import AT_ONCE, flag_table


@handler("screening.screen", queue="screening")
def screen_area(job: Job, progress: Progress) -> dict[str, Any]:
    """Screen an area, or the few households that waited for another run to end."""
    progress(0, 1, _("Screening households"))
    run = actions.screen(
        as_of=timezone.localdate(),
        division=Division.objects.filter(code=job.division_code).first(),
        household_ids=job.params.get("household_ids"),
        by=job.by,
        trigger=Run.Trigger(job.params.get("trigger", _trigger(job))),
    )
    progress(1, 1, _("Screening households"))
    return {
        "url": reverse("screening:run", kwargs={"pk": run.pk}),
        "label": _("See the result"),
    }


@handler("screening.export", queue="web")
def export_flags(job: Job, progress: Progress) -> dict[str, Any]:
    """The flags of a filter, as far as the person who asked sees them."""
    form = FlagFilter(job.params["chosen"], user=job.by or AnonymousUser())
    if not form.is_valid():
        raise Refusal(_("This filter no longer fits your area. Choose it again."))
    flags = form.narrow(flags_seen_by(form.user).open()).for_list().most_urgent_first()
    progress(0, 1, _("Writing the flags"))
    path = result_path(job)
    count = write_tables(path, flag_table(flags.iterator(chunk_size=AT_ONCE)))
    code = job.division_code
    audit.record(Event.EXPORTED, by=job.by, division_code=code, subject=job, count=count)
    return {"file": path.name, "filename": _("Flags") + ".xlsx"}


def _trigger(job: Job) -> str:
    return Run.Trigger.CHANGE if "household_ids" in job.params else Run.Trigger.MANUAL


@shared_task
def screen_nightly() -> None:
    enqueue("screening.screen", by=None, trigger=Run.Trigger.NIGHTLY)
