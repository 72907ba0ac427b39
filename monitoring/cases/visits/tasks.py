"""Background work of visits; handlers declare themselves to `jobs.kinds`."""

from typing import Any

from celery import shared_task
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from monitoring.cases.visits.effect import line_at
from monitoring.cases.visits.planning import plan_county
from monitoring.jobs.actions import enqueue
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job
from monitoring.screening.actions import areas_to_screen

AT_ONCE = 1_000


@handler("visits.plan", queue="screening")
def plan(job: Job, progress: Progress) -> dict[str, Any]:
    """County by county, each a transaction of its own: begun again, it goes on where it stopped."""
    day = timezone.localdate()
    counties = areas_to_screen(None)
    made = 0
    for done, county in enumerate(counties):
        progress(done, len(counties), _("Planning %(place)s") % {"place": county})
        made += plan_county(county.prefix, day, line_at(county.code))
    audit.record(Event.VISITS_PLANNED, by=job.by, subject=job, count=made)
    return {"made": made}


@shared_task
def plan_nightly() -> None:
    enqueue("visits.plan", by=None)
