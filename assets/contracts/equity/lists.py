from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from assets.contracts.equity.forms import InvestmentFilter
from assets.contracts.equity.models import Investment
from assets.contracts.equity.querysets import InvestmentQuerySet
from assets.contracts.equity.sheets import investment_table
from monitoring.lists.declared import Listing, typed
from monitoring.lists.places import Viewer


def investments_seen_by(user: Viewer) -> InvestmentQuerySet:
    return cast("InvestmentQuerySet", visible(Investment, user))


INVESTMENTS = Listing(
    name="investments",
    page="equity:list",
    title=_("Investments"),
    counted=ngettext_lazy("%(number)s investment", "%(number)s investments", "count"),
    view="assets.view",
    export="assets.export",
    filter=InvestmentFilter,
    seen=investments_seen_by,
    for_list=InvestmentQuerySet.for_list,
    table=investment_table,
    search=typed,
    searched_by=_("Number, company or asset"),
)
