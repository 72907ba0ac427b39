from collections.abc import Iterable
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from accounts.scope import visible
from assets.stocktake.differences.forms import DifferenceFilter
from assets.stocktake.differences.models import StockDifference
from assets.stocktake.differences.querysets import StockDifferenceQuerySet
from monitoring.exchange.writing import Table
from monitoring.lists.declared import Listing, typed
from monitoring.lists.places import Viewer
from monitoring.lists.sheets import place_cells, place_headers


def differences_seen_by(user: Viewer) -> StockDifferenceQuerySet:
    return cast("StockDifferenceQuerySet", visible(StockDifference, user))


def difference_table(differences: Iterable[StockDifference]) -> Table:
    headers = [
        _("Year"), *place_headers(), _("Number of the asset"), _("Name of the asset"),
        _("What differs"), _("As recorded"), _("As found"), _("Explanation"), _("State"),
        _("Explained by"), _("Why it is sent back"),
    ]  # fmt: skip
    rows = (
        (
            each.take.year, *place_cells(each.division),
            each.line.asset.number if each.line else "", str(each), each.get_what_display(),
            "；".join(f"{name} {old}" for name, old, _new in each.found()),
            "；".join(f"{name} {new}" for name, _old, new in each.found()),
            each.explanation, each.get_state_display(), str(each.explained_by),
            each.returned_because,
        )
        for each in differences
    )  # fmt: skip
    return Table(_("Differences of the stock-take"), headers, rows)


STOCK_DIFFERENCES = Listing(
    name="stock-differences",
    page="stock-differences:list",
    title=gettext_lazy("Differences of the stock-take"),
    counted=ngettext_lazy("%(number)s difference", "%(number)s differences", "count"),
    view="assets.view",
    export="assets.export",
    filter=DifferenceFilter,
    seen=differences_seen_by,
    for_list=StockDifferenceQuerySet.for_list,
    table=difference_table,
    search=typed,
    searched_by=gettext_lazy("Name or number of the asset"),
)
