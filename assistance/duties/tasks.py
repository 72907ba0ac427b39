"""Background work of what is due; handlers declare themselves to `jobs.kinds`."""

from typing import Any

from celery import shared_task
from django.urls import reverse
from django.utils import timezone

from assistance.duties.refresh import refresh
from monitoring.jobs.actions import enqueue
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job


@handler("duties.clocks", queue="screening")
def run_clocks(_job: Job, _progress: Progress) -> dict[str, Any]:
    return {"url": reverse("duties:list"), "escalated": refresh(timezone.localdate())}


@shared_task
def run_clocks_nightly() -> None:
    enqueue("duties.clocks", by=None)
