from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from assets.contracts.maintenance.forms import MaintenanceFilter
from assets.contracts.maintenance.models import Maintenance
from assets.contracts.maintenance.querysets import MaintenanceQuerySet
from assets.contracts.maintenance.sheets import maintenance_table
from monitoring.lists.declared import Listing, typed
from monitoring.lists.places import Viewer


def duties_seen_by(user: Viewer) -> MaintenanceQuerySet:
    return cast("MaintenanceQuerySet", visible(Maintenance, user))


MAINTENANCE = Listing(
    name="maintenance",
    page="maintenance:list",
    title=_("Maintenance of assets"),
    counted=ngettext_lazy("%(number)s line", "%(number)s lines", "count"),
    view="assets.view",
    export="assets.export",
    filter=MaintenanceFilter,
    seen=duties_seen_by,
    for_list=MaintenanceQuerySet.for_list,
    table=maintenance_table,
    search=typed,
    searched_by=_("Body or asset"),
)
