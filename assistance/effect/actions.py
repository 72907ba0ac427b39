"""The export of what help did, place by place."""

from accounts.models import Division, User
from accounts.permissions import require
from monitoring.jobs.actions import enqueue
from monitoring.jobs.models import Job


def export_places(place: Division, *, by: User) -> Job:
    require(by, "desk.supervise", place.code)
    chosen = {"division": place.code}
    return enqueue(
        "effect.places", by=by, division_code=place.code, name="effect-places", chosen=chosen
    )
