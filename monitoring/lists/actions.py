from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.permissions import require
from monitoring.jobs.actions import enqueue
from monitoring.jobs.models import Job
from monitoring.lists.declared import Listing
from monitoring.lists.forms import ListFilter


@transaction.atomic
def export(listing: Listing[Any], form: ListFilter[Any], *, by: User) -> Job:
    """Ask for a workbook of the rows that a valid filter gives."""
    require(by, listing.export)
    return enqueue(
        "lists.export",
        by=by,
        division_code=form.code or "",
        name=listing.name,
        chosen=form.chosen,
        searched=form.searched,
    )
