from typing import Any

from monitoring.feeds.matches.hashing import hash_area
from monitoring.feeds.matches.models import MatchKey
from monitoring.jobs.kinds import Progress, handler
from monitoring.jobs.models import Job


@handler("feeds.hash", queue="imports")
def hash_people(job: Job, progress: Progress) -> dict[str, Any]:
    key = MatchKey.objects.select_related("client__division").get(client=job.params["client"])
    return {"members": hash_area(key)}
