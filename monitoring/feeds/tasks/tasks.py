from typing import Any

from celery import shared_task
from django.utils import timezone

from monitoring.feeds.tasks import clocks
from monitoring.jobs.actions import enqueue
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job


@handler("tasks.clocks", queue="screening")
def run_clocks(_job: Job, _progress: Progress) -> dict[str, Any]:
    return {"known": clocks.learn_limits(), "escalated": clocks.escalate(timezone.localdate())}


@shared_task
def run_clocks_nightly() -> None:
    enqueue("tasks.clocks", by=None)
