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


def _trigger(job: Job) -> str:
    return Run.Trigger.CHANGE if "household_ids" in job.params else Run.Trigger.MANUAL


@shared_task
def screen_nightly() -> None:
    enqueue("screening.screen", by=None, trigger=Run.Trigger.NIGHTLY)
