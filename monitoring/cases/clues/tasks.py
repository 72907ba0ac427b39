"""Background work of clues; handlers declare themselves to `jobs.kinds`."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from monitoring.cases.clues import actions
from monitoring.jobs.actions import enqueue
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job


@handler("clues.bring_back", queue="screening")
def bring_back(job: Job, _progress: Progress) -> dict[str, Any]:
    return {"count": actions.bring_back(timezone.localdate(job.created_at))}


@shared_task
def bring_back_nightly() -> None:
    enqueue("clues.bring_back", by=None)
