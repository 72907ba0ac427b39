"""Background work of the comparison; handlers declare themselves to `jobs.kinds`."""

from typing import Any

from celery import shared_task
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Division
from assistance.eligibility import actions
from monitoring.jobs.actions import enqueue
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job
from monitoring.screening.actions import areas_to_screen


@handler("entitlement.compare", queue="screening")
def compare(job: Job, progress: Progress) -> dict[str, Any]:
    """County by county, each in a transaction of its own."""
    areas = areas_to_screen(Division.objects.filter(code=job.division_code).first())
    for done, area in enumerate(areas):
        progress(done, len(areas), _("Comparing %(place)s") % {"place": area})
        actions.compare(area, day=timezone.localdate())
    return {"url": reverse("entitlement:finding-list"), "label": _("See the result")}


@handler("entitlement.monthly", queue="web")
def tell_departments(_job: Job, _progress: Progress) -> dict[str, Any]:
    return {"exports": len(actions.tell_departments())}


@shared_task
def compare_nightly() -> None:
    enqueue("entitlement.compare", by=None)


@shared_task
def tell_departments_monthly() -> None:
    enqueue("entitlement.monthly", by=None)
