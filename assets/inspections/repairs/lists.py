from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from assets.inspections.repairs.forms import RepairFilter
from assets.inspections.repairs.models import Repair
from assets.inspections.repairs.querysets import RepairQuerySet
from assets.inspections.repairs.sheets import repair_table
from monitoring.lists.declared import Listing, typed
from monitoring.lists.places import Viewer


def repairs_seen_by(user: Viewer) -> RepairQuerySet:
    return cast("RepairQuerySet", visible(Repair, user))


REPAIRS = Listing(
    name="repairs",
    page="repairs:list",
    title=_("Repairs of assets"),
    counted=ngettext_lazy("%(number)s problem", "%(number)s problems", "count"),
    view="assets.view",
    export="assets.export",
    filter=RepairFilter,
    seen=repairs_seen_by,
    for_list=RepairQuerySet.for_list,
    table=repair_table,
    search=typed,
    searched_by=_("Asset, or who repairs it"),
)
