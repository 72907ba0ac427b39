"""Background work of the overview; handlers declare themselves to `jobs.kinds`."""

from typing import Any

from django.utils.translation import gettext as _

from assets.overview.keeping import known
from assets.overview.sheets import tables
from monitoring.jobs.actions import Refusal
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job
from monitoring.lists.forms import PlaceForm
from monitoring.lists.tasks import written


@handler("assets.overview", queue="web")
def export(job: Job, progress: Progress) -> dict[str, Any]:
    """Of the chosen place, as far as the person who asked sees it now."""
    if job.by is None:
        raise Refusal(_("Nobody asked for this."))
    form = PlaceForm(job.params["chosen"], user=job.by)
    if not form.is_valid() or form.place is None:
        raise Refusal(_("This filter no longer fits your area. Choose it again."))
    progress(0, 1, _("Writing the rows"))
    whole = known(job.by, form.place).counts
    return written(job, _("Project assets at a glance"), *tables(whole))
