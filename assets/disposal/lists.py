from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from assets.disposal.forms import DisposalFilter
from assets.disposal.models import Disposal
from assets.disposal.querysets import DisposalQuerySet
from assets.disposal.sheets import disposal_table
from monitoring.lists.declared import Listing, typed
from monitoring.lists.places import Viewer


def disposals_seen_by(user: Viewer) -> DisposalQuerySet:
    return cast("DisposalQuerySet", visible(Disposal, user))


DISPOSALS = Listing(
    name="disposals",
    page="disposal:list",
    title=_("Disposals and changes of operator"),
    counted=ngettext_lazy("%(number)s disposal", "%(number)s disposals", "count"),
    view="assets.view",
    export="assets.export",
    filter=DisposalFilter,
    seen=disposals_seen_by,
    for_list=DisposalQuerySet.for_list,
    table=disposal_table,
    search=typed,
    searched_by=_("Name or number of the asset"),
)
