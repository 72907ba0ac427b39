from django.db import transaction

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from monitoring.exchange.models import Batch
from monitoring.jobs.actions import enqueue
from monitoring.jobs.models import Job


@transaction.atomic
def give_back(batch: Batch, *, by: User) -> Job:
    """Make the batch's workbook with its faults marked, for `by` to download.

    It holds every number in full, so it goes to those who import, not to all who may look.
    """
    require(by, "imports.run", batch.division_code)
    audit.record(Event.IMPORT_GIVEN_BACK, by=by, division_code=batch.division_code, subject=batch)
    return enqueue("imports.mark", by=by, division_code=batch.division_code, batch=batch.pk)
