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
    """County by county, so that each sees its own run and waits for no other."""
    areas = actions.areas_to_screen(Division.objects.filter(code=job.division_code).first())
    runs = []
    for done, area in enumerate(areas):
        progress(done, len(areas), _("Screening %(place)s") % {"place": area})
        runs.append(
            actions.screen(
                as_of=timezone.localdate(),
                division=area,
                by=job.by,
                trigger=Run.Trigger(job.params.get("trigger", Run.Trigger.MANUAL)),
            )
        )
    return {"url": _result_url(runs), "label": _("See the result")}


@handler("screening.households", queue="screening")
def screen_households(job: Job, _progress: Progress) -> dict[str, Any]:
    """The few households that changed while an area was being screened."""
    run = actions.screen(
        as_of=timezone.localdate(),
        household_ids=job.params["household_ids"],
        by=job.by,
        trigger=Run.Trigger.CHANGE,
    )
    return {"url": _result_url([run])}


def _result_url(runs: list[Run]) -> str:
    if len(runs) == 1:
        return reverse("screening:run", kwargs={"pk": runs[0].pk})
    return reverse("screening:run-list")


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


@shared_task
def screen_nightly() -> None:
    enqueue("screening.screen", by=None, trigger=Run.Trigger.NIGHTLY)
