from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from monitoring.exchange.marking import write_marked
from monitoring.exchange.models import Batch
from monitoring.exchange.refusals import Refused
from monitoring.jobs.actions import Refusal
from monitoring.jobs.files import result_path
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job


@handler("imports.mark", queue="imports")
def mark(job: Job, progress: Progress) -> dict[str, Any]:
    batch = Batch.objects.get(pk=job.params["batch"])
    total = sum(sheet.get("rows", 0) for file in batch.files.all() for sheet in file.sheets)
    path = result_path(job)
    try:
        write_marked(path, batch, lambda done: progress(done, total, _("Writing the workbook")))
    except Refused as refused:
        raise Refusal(refused.message) from refused
    first = batch.files.order_by("id").values_list("name", flat=True)[0]
    return {"file": path.name, "filename": _("%s (checked).xlsx") % Path(first).stem}
