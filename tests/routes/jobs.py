from monitoring.jobs.models import Job
from tests.routes import EVERYONE, Route
from tests.routes.world import Place


def own_job(place: Place) -> dict[str, object]:
    job = Job.objects.create(kind="jobs.test", by=place.user, division_code=place.village)
    return {"pk": job.pk}


ROUTES = [
    Route("jobs:detail", EVERYONE, kwargs=own_job),
    # A job without a file has none to give, not even to the person who asked for it.
    Route("jobs:file", "", kwargs=own_job),
]
