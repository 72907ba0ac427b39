from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from assistance.funds.forms import FundFilter
from assistance.funds.models import Fund
from assistance.funds.querysets import FundQuerySet
from assistance.funds.sheets import fund_table
from monitoring.lists.declared import Listing, typed
from monitoring.lists.places import Viewer


def _seen(user: Viewer) -> FundQuerySet:
    return cast("FundQuerySet", visible(Fund, user))


FUNDS = Listing(
    name="funds",
    page="funds:list",
    title=_("Funds"),
    counted=ngettext_lazy("%(number)s fund", "%(number)s funds", "count"),
    view="funds.view",
    export="funds.view",
    filter=FundFilter,
    seen=_seen,
    for_list=FundQuerySet.for_list,
    table=fund_table,
    search=typed,
    searched_by=_("Name of the fund"),
)
