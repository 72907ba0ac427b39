"""The export of the overview."""

from accounts.models import Division, User
from accounts.permissions import require
from monitoring.jobs.actions import enqueue
from monitoring.jobs.models import Job


def export(place: Division, *, by: User) -> Job:
    require(by, "assets.export", place.code)
    chosen = {"division": place.code}
    return enqueue(
        "assets.overview", by=by, division_code=place.code, name="assets-overview", chosen=chosen
    )
