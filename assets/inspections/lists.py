from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from assets.inspections.forms import DueFilter, InspectionFilter
from assets.inspections.models import Inspection, InspectionDue
from assets.inspections.querysets import InspectionDueQuerySet, InspectionQuerySet
from assets.inspections.sheets import due_table, inspection_table
from monitoring.lists.declared import Listing, typed
from monitoring.lists.places import Viewer


def inspections_seen_by(user: Viewer) -> InspectionQuerySet:
    return cast("InspectionQuerySet", visible(Inspection, user))


def due_seen_by(user: Viewer) -> InspectionDueQuerySet:
    return cast("InspectionDueQuerySet", visible(InspectionDue, user))


INSPECTIONS = Listing(
    name="inspections",
    page="inspections:list",
    title=_("Inspections"),
    counted=ngettext_lazy("%(number)s inspection", "%(number)s inspections", "count"),
    view="assets.view",
    export="assets.export",
    filter=InspectionFilter,
    seen=inspections_seen_by,
    for_list=InspectionQuerySet.for_list,
    table=inspection_table,
    search=typed,
    searched_by=_("Name of the asset"),
)
DUE = Listing(
    name="inspections-due",
    page="inspections:due",
    title=_("Inspections due"),
    counted=ngettext_lazy("%(number)s asset", "%(number)s assets", "count"),
    view="assets.view",
    export="assets.export",
    filter=DueFilter,
    seen=due_seen_by,
    for_list=InspectionDueQuerySet.for_list,
    table=due_table,
    search=typed,
    searched_by=_("Name or number of the asset"),
)
