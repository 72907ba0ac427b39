from typing import Any

from celery import shared_task
from django.urls import reverse
from django.utils.translation import gettext as _

from assets.income.receivables.bringing import bring
from monitoring.jobs.actions import enqueue
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job


@handler("assets.receivables", queue="screening")
def bring_receivables(job: Job, progress: Progress) -> dict[str, Any]:
    """What nobody followed because the process was killed right after its commit."""
    bring()
    return {"url": reverse("receivables:list"), "label": _("See the result")}


@shared_task
def bring_nightly() -> None:
    enqueue("assets.receivables", by=None)
