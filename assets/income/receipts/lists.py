from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from assets.income.receipts.forms import ReceiptFilter, StationFilter
from assets.income.receipts.models import Receipt
from assets.income.receipts.querysets import ReceiptQuerySet
from assets.income.receipts.sheets import receipt_table, station_table
from monitoring.lists.declared import Listing, typed
from monitoring.lists.places import Viewer


def receipts_seen_by(user: Viewer) -> ReceiptQuerySet:
    return cast("ReceiptQuerySet", visible(Receipt, user))


def power_seen_by(user: Viewer) -> ReceiptQuerySet:
    return receipts_seen_by(user).of_power()


RECEIPTS = Listing(
    name="receipts",
    page="receipts:list",
    title=_("Income of assets"),
    counted=ngettext_lazy("%(number)s receipt", "%(number)s receipts", "count"),
    view="assets.view",
    export="assets.export",
    filter=ReceiptFilter,
    seen=receipts_seen_by,
    for_list=ReceiptQuerySet.for_list,
    table=receipt_table,
    search=typed,
    searched_by=_("Name or number of the asset"),
)
STATIONS = Listing(
    name="stations",
    page="receipts:stations",
    title=_("Photovoltaic income by station and month"),
    counted=ngettext_lazy("%(number)s month", "%(number)s months", "count"),
    view="assets.view",
    export="assets.export",
    filter=StationFilter,
    seen=power_seen_by,
    for_list=ReceiptQuerySet.for_list,
    table=station_table,
    search=typed,
    searched_by=_("Name or number of the asset"),
)
