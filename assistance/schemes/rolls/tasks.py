from typing import Any

from celery import shared_task
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Division
from assistance.schemes.rolls import actions
from monitoring.jobs.actions import enqueue
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job
from monitoring.screening.actions import areas_to_screen


@handler("rolls.compare", queue="screening")
def compare(job: Job, progress: Progress) -> dict[str, Any]:
    """County by county, each in a transaction of its own."""
    areas = areas_to_screen(Division.objects.filter(code=job.division_code).first())
    for done, area in enumerate(areas):
        progress(done, len(areas), _("Comparing %(place)s") % {"place": area})
        actions.compare(area, by=job.by)
    return {"url": reverse("rolls:differences"), "label": _("See the result")}


@shared_task
def compare_nightly() -> None:
    enqueue("rolls.compare", by=None)
