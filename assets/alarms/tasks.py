"""Background work of alarms; handlers declare themselves to `jobs.kinds`."""

from dataclasses import asdict
from typing import Any

from celery import shared_task
from django.urls import reverse
from django.utils import timezone

from assets.alarms.refresh import refresh
from assets.contracts.beginning import let_what_begins
from assets.income.receivables.bringing import bring
from assets.inspections import refresh as inspections
from monitoring.jobs.actions import enqueue
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job


@handler("assets.alarms", queue="screening")
def look(_job: Job, _progress: Progress) -> dict[str, Any]:
    """First what alarms rest on: which contracts begin today, what is to be inspected when, and
    what agreements owe, which a process that was killed after its commit did not follow.
    """
    today = timezone.localdate()
    let_what_begins(today)
    inspections.refresh(today)
    bring()
    return {"url": reverse("alarms:list"), **asdict(refresh(today))}


@shared_task
def look_nightly() -> None:
    enqueue("assets.alarms", by=None)
