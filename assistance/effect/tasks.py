"""Background work of what help did; handlers declare themselves to `jobs.kinds`."""

from typing import Any

from celery import shared_task
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assistance.effect.places import counted
from assistance.effect.refresh import refresh
from assistance.effect.sheets import place_table
from monitoring.jobs.actions import Refusal, enqueue
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job
from monitoring.lists.forms import PlaceForm
from monitoring.lists.tasks import written


@handler("effect.measure", queue="screening")
def measure(_job: Job, _progress: Progress) -> dict[str, Any]:
    return {"url": reverse("effect:places"), "changed": refresh(timezone.localdate())}


@handler("effect.places", queue="web")
def export_places(job: Job, progress: Progress) -> dict[str, Any]:
    """In the chosen place, as far as the person who asked sees it now."""
    if job.by is None:
        raise Refusal(_("Nobody asked for this."))
    form = PlaceForm(job.params["chosen"], user=job.by)
    if not form.is_valid() or form.place is None:
        raise Refusal(_("This filter no longer fits your area. Choose it again."))
    progress(0, 1, _("Writing the rows"))
    total, places = counted(job.by, form.place)
    return written(job, _("What help did, by place"), place_table([*places, total]))


@shared_task
def measure_nightly() -> None:
    enqueue("effect.measure", by=None)
