"""Background work of visits; handlers declare themselves to `jobs.kinds`."""

from typing import Any, cast

from celery import shared_task
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.audit import Event
from accounts.scope import visible
from monitoring.cases.visits.effect import line_at
from monitoring.cases.visits.models import Visit, VisitDue
from monitoring.cases.visits.plan_forms import PlanFilter, VisitFilter
from monitoring.cases.visits.planning import plan_county
from monitoring.cases.visits.querysets import DUE_FIRST, VisitDueQuerySet, VisitQuerySet
from monitoring.cases.visits.sheets import plan_table, visit_table
from monitoring.exchange.writing import Table, write_tables
from monitoring.jobs.actions import Refusal, enqueue
from monitoring.jobs.files import result_path
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


@handler("visits.export", queue="web")
def export(job: Job, progress: Progress) -> dict[str, Any]:
    """The list as the person filtered it, as far as they see it now."""
    kinds: dict[str, type[PlanFilter | VisitFilter]] = {"plan": PlanFilter, "list": VisitFilter}
    form = kinds[job.params["what"]](job.params["chosen"], user=job.by or AnonymousUser())
    if not form.is_valid():
        raise Refusal(_("This filter no longer fits your area. Choose it again."))
    progress(0, 1, _("Writing the visits"))
    path = result_path(job)
    count = write_tables(path, _table(form))
    code = job.division_code
    audit.record(Event.EXPORTED, by=job.by, division_code=code, subject=job, count=count)
    return {"file": path.name, "filename": _("Visits") + ".xlsx"}


def _table(form: PlanFilter | VisitFilter) -> Table:
    if isinstance(form, PlanFilter):
        dues = form.narrow(cast("VisitDueQuerySet", visible(VisitDue, form.user)))
        rows = dues.for_list().select_related("visit").order_by(*DUE_FIRST)
        return plan_table(rows.iterator(chunk_size=AT_ONCE))
    visits = form.narrow(cast("VisitQuerySet", visible(Visit, form.user)))
    return visit_table(visits.for_list().latest_first().iterator(chunk_size=AT_ONCE))


@shared_task
def plan_nightly() -> None:
    enqueue("visits.plan", by=None)
