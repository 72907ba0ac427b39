"""Background work of casework; handlers declare themselves to `jobs.kinds`."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from monitoring.cases.casework import clocks, following
from monitoring.jobs.actions import enqueue
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job

AT_ONCE = 1_000


@handler("cases.clocks", queue="screening")
def run_clocks(_job: Job, _progress: Progress) -> dict[str, Any]:
    """A killed worker's second run finds what the first one did not do."""
    return {
        "followed": following.catch_up(),
        "known": clocks.learn_limits(),
        "escalated": clocks.escalate(timezone.localdate()),
    }


@shared_task
def run_clocks_nightly() -> None:
    enqueue("cases.clocks", by=None)
