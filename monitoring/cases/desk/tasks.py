"""Background work of the desk; handlers declare themselves to `jobs.kinds`."""

from typing import Any

from django.utils.translation import gettext as _

from monitoring.cases.desk import standing
from monitoring.cases.desk.sheets import place_table, stage_table
from monitoring.jobs.actions import Refusal
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job
from monitoring.lists.forms import PlaceForm
from monitoring.lists.tasks import written


@handler("desk.standing", queue="web")
def export_standing(job: Job, progress: Progress) -> dict[str, Any]:
    """Where cases stand in the chosen place, as far as the person who asked sees it now."""
    if job.by is None:
        raise Refusal(_("Nobody asked for this."))
    form = PlaceForm(job.params["chosen"], user=job.by)
    if not form.is_valid() or form.place is None:
        raise Refusal(_("This filter no longer fits your area. Choose it again."))
    progress(0, 1, _("Writing the rows"))
    counts = standing.counted(job.by, form.place)
    tables = place_table(counts.places), stage_table(counts.stages)
    return written(job, _("Where cases stand"), *tables)
