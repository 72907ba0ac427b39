from typing import Any

from django.db import transaction

from accounts.models import Division, User
from accounts.permissions import require
from monitoring.jobs.actions import enqueue
from monitoring.jobs.models import Job
from monitoring.lists.declared import Listing
from monitoring.lists.figures import Figures
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


@transaction.atomic
def export_figures(figures: Figures, place: Division, *, by: User) -> Job:
    require(by, figures.permission, place.code)
    chosen = {"division": place.code}
    return enqueue(
        "lists.figures", by=by, division_code=place.code, name=figures.name, chosen=chosen
    )
