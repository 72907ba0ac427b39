"""What villages hold, and what it is held in, as lists."""

from collections.abc import Iterable
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext

from accounts.scope import visible
from assets.organisations.holdings.forms import HoldingFilter, VentureFilter
from assets.organisations.holdings.models import Holding, Venture
from assets.organisations.holdings.querysets import HoldingQuerySet, VentureQuerySet
from monitoring.exchange.writing import Table
from monitoring.lists.declared import Listing, typed
from monitoring.lists.places import Viewer
from monitoring.lists.sheets import place_cells, place_headers


def holdings_seen_by(user: Viewer) -> HoldingQuerySet:
    return cast("HoldingQuerySet", visible(Holding, user))


def ventures_seen_by(user: Viewer) -> VentureQuerySet:
    return cast("VentureQuerySet", visible(Venture, user))


def holding_table(holdings: Iterable[Holding]) -> Table:
    headers = [
        *place_headers(), _("Held in"), pgettext("venture", "Kind"), _("Share (%)"),
        _("Number of shares"), _("Put in (yuan)"), _("Source document"),
        pgettext("period", "From"), pgettext("asset", "Last day"),
    ]  # fmt: skip
    rows = (
        (
            *place_cells(each.division), each.venture.name, each.venture.get_kind_display(),
            each.percent, each.shares, each.amount, each.document, each.starts_on, each.ends_on,
        )
        for each in holdings
    )  # fmt: skip
    return Table(_("Collective shareholdings"), headers, rows)


def venture_table(ventures: Iterable[Venture]) -> Table:
    """Of `VentureQuerySet.for_list`."""
    headers = [
        pgettext("venture", "Name"), pgettext("venture", "Kind"), _("County"),
        _("Unified credit code"), _("Number of the asset"), _("Villages that hold"),
        _("Held together (%)"),
    ]  # fmt: skip
    rows = (
        (
            each.name, each.get_kind_display(), str(each.county), each.credit_code,
            each.asset.number if each.asset else "", each.holders, each.held,
        )
        for each in ventures
    )  # fmt: skip
    return Table(_("What shares are held in"), headers, rows)


HOLDINGS = Listing(
    name="holdings",
    page="holdings:list",
    title=gettext_lazy("Collective shareholdings"),
    counted=ngettext_lazy("%(number)s shareholding", "%(number)s shareholdings", "count"),
    view="assets.view",
    export="assets.export",
    filter=HoldingFilter,
    seen=holdings_seen_by,
    for_list=HoldingQuerySet.for_list,
    table=holding_table,
    search=typed,
    searched_by=gettext_lazy("Name of a village or of what is held"),
)
VENTURES = Listing(
    name="ventures",
    page="holdings:ventures",
    title=gettext_lazy("What shares are held in"),
    counted=ngettext_lazy(
        "%(number)s company, cooperative or asset",
        "%(number)s companies, cooperatives and assets",
        "count",
    ),
    view="ventures.view",
    export="ventures.view",
    filter=VentureFilter,
    seen=ventures_seen_by,
    for_list=VentureQuerySet.for_list,
    table=venture_table,
    search=typed,
    searched_by=gettext_lazy("Name or credit code"),
)
