from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from assets.income.receivables.forms import ReceivableFilter
from assets.income.receivables.models import Receivable
from assets.income.receivables.querysets import ReceivableQuerySet
from assets.income.receivables.sheets import receivable_table
from monitoring.lists.declared import Listing, typed
from monitoring.lists.places import Viewer


def receivables_seen_by(user: Viewer) -> ReceivableQuerySet:
    return cast("ReceivableQuerySet", visible(Receivable, user))


RECEIVABLES = Listing(
    name="receivables",
    page="receivables:list",
    title=_("Receivable by contract"),
    counted=ngettext_lazy("%(number)s amount due", "%(number)s amounts due", "count"),
    view="assets.view",
    export="assets.export",
    filter=ReceivableFilter,
    seen=receivables_seen_by,
    for_list=ReceivableQuerySet.for_list,
    table=receivable_table,
    search=typed,
    searched_by=_("Name or number of the asset"),
)
