from collections.abc import Iterable
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext

from accounts.scope import visible
from assets.organisations.parks.forms import ParkFilter
from assets.organisations.parks.models import Park
from assets.organisations.parks.querysets import ParkQuerySet
from monitoring.exchange.writing import Table
from monitoring.lists.declared import Listing, typed
from monitoring.lists.places import Viewer


def parks_seen_by(user: Viewer) -> ParkQuerySet:
    return cast("ParkQuerySet", visible(Park, user))


def park_table(parks: Iterable[Park]) -> Table:
    """Of `ParkQuerySet.for_list`."""
    headers = [
        _("Name of the park"), _("Place"), _("Source document"), pgettext("park", "Opened on"),
        _("Relocated households"), _("Assets in it"), _("Jobs"), _("Held by relocated people"),
    ]  # fmt: skip
    rows = (
        (
            park.name, park.division.path, park.document, park.opened_on, park.households,
            park.assets_inside, park.jobs, park.relocated_jobs,
        )
        for park in parks
    )  # fmt: skip
    return Table(_("Relocation parks"), headers, rows)


PARKS = Listing(
    name="parks",
    page="parks:list",
    title=gettext_lazy("Relocation parks"),
    counted=ngettext_lazy("%(number)s park", "%(number)s parks", "count"),
    view="assets.view",
    export="assets.export",
    filter=ParkFilter,
    seen=parks_seen_by,
    for_list=ParkQuerySet.for_list,
    table=park_table,
    search=typed,
    searched_by=gettext_lazy("Name of a park or a community"),
)
