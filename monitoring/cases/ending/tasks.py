"""The nightly search for households that may be ready to leave monitoring."""

from typing import Any

from celery import shared_task
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from monitoring.cases.ending import candidates
from monitoring.jobs.actions import enqueue
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job


@handler("endings.candidates", queue="screening")
def refresh_candidates(_job: Job, progress: Progress) -> dict[str, Any]:
    progress(0, 1, _("Looking for households whose risk is gone"))
    new = candidates.refresh(timezone.localdate())
    return {"url": reverse("endings:candidates"), "new": new}


@shared_task
def find_candidates() -> None:
    enqueue("endings.candidates", by=None)
