"""Background work of screening; handlers declare themselves to `jobs.kinds`."""

from typing import Any

from celery import shared_task
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Division
from monitoring.jobs.actions import enqueue
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job
from monitoring.screening import actions
from monitoring.screening.models import Run


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


@shared_task
def screen_nightly() -> None:
    enqueue("screening.screen", by=None, trigger=Run.Trigger.NIGHTLY)
