"""Every asset of every stock-take with what became of it, as a list and a workbook."""

from collections.abc import Iterable
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext

from accounts.scope import visible
from assets.stocktake.forms import StockLineFilter
from assets.stocktake.models import StockLine
from assets.stocktake.querysets import StockLineQuerySet
from monitoring.exchange.writing import Table
from monitoring.lists.declared import Listing, typed
from monitoring.lists.places import Viewer
from monitoring.lists.sheets import place_cells, place_headers


def lines_seen_by(user: Viewer) -> StockLineQuerySet:
    return cast("StockLineQuerySet", visible(StockLine, user)).counting()


def line_table(lines: Iterable[StockLine]) -> Table:
    headers = [
        _("Year"), *place_headers(), _("Number of the asset"), _("Name of the asset"),
        _("Sub-class"), _("Where it stands"), _("State"), _("Original value (yuan)"),
        pgettext("stock-take", "Result"), pgettext("paper", "By"), pgettext("stock-take", "On"),
    ]  # fmt: skip
    rows = (
        (
            line.take.year, *place_cells(line.division), line.asset.number, line.asset.name,
            line.asset.kind.name, line.asset.place, line.asset.state, line.asset.original_value,
            line.get_result_display(), str(line.by or ""), line.at and line.at.date(),
        )
        for line in lines
    )  # fmt: skip
    return Table(_("Stock-take"), headers, rows)


STOCK_LINES = Listing(
    name="stock-lines",
    page="stocktake:lines",
    title=gettext_lazy("Stock-take"),
    counted=ngettext_lazy("%(number)s asset", "%(number)s assets", "count"),
    view="assets.view",
    export="assets.export",
    filter=StockLineFilter,
    seen=lines_seen_by,
    for_list=StockLineQuerySet.for_list,
    table=line_table,
    search=typed,
    searched_by=gettext_lazy("Name or number of the asset"),
)
