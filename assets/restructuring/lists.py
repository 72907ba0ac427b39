from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from assets.restructuring.forms import RestructuringFilter
from assets.restructuring.models import Restructuring
from assets.restructuring.querysets import RestructuringQuerySet
from assets.restructuring.sheets import restructuring_table
from monitoring.lists.declared import Listing, typed
from monitoring.lists.places import Viewer


def restructurings_seen_by(user: Viewer) -> RestructuringQuerySet:
    return cast("RestructuringQuerySet", visible(Restructuring, user))


RESTRUCTURINGS = Listing(
    name="restructurings",
    page="restructuring:list",
    title=_("Splits, merges and transfers"),
    counted=ngettext_lazy("%(number)s change", "%(number)s changes", "count"),
    view="assets.view",
    export="assets.export",
    filter=RestructuringFilter,
    seen=restructurings_seen_by,
    for_list=RestructuringQuerySet.for_list,
    table=restructuring_table,
    search=typed,
    searched_by=_("Name or number of the asset"),
)
