"""Background work of what help did; handlers declare themselves to `jobs.kinds`."""

from typing import Any

from celery import shared_task
from django.urls import reverse
from django.utils import timezone

from assistance.effect.refresh import refresh
from monitoring.jobs.actions import enqueue
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job


@handler("effect.measure", queue="screening")
def measure(_job: Job, _progress: Progress) -> dict[str, Any]:
    return {"url": reverse("effect:places"), "changed": refresh(timezone.localdate())}


@shared_task
def measure_nightly() -> None:
    enqueue("effect.measure", by=None)
