from django.db import transaction

from accounts.models import Division, User
from accounts.permissions import require
from monitoring.jobs.actions import enqueue
from monitoring.jobs.models import Job


@transaction.atomic
def export_standing(place: Division, *, by: User) -> Job:
    """Ask for a workbook of where the cases of a place stand."""
    require(by, "desk.supervise", place.code)
    chosen = {"division": place.code}
    return enqueue("desk.standing", by=by, division_code=place.code, name="standing", chosen=chosen)
