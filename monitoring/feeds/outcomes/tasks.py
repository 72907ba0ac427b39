from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from monitoring.exchange.models import Batch
from monitoring.exchange.refusals import Refused
from monitoring.feeds.outcomes import results
from monitoring.jobs.actions import Refusal
from monitoring.jobs.files import result_path
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job


@handler("feeds.results", queue="imports")
def write_results(job: Job, progress: Progress) -> dict[str, Any]:
    batch = Batch.objects.get(pk=job.params["batch"])
    path = result_path(job)
    progress(0, 1, _("Writing the workbook"))
    try:
        results.write(path, batch)
    except Refused as refused:
        raise Refusal(refused.message) from refused
    name = batch.files.get().name
    return {"file": path.name, "filename": _("%s (results).xlsx") % Path(name).stem}
