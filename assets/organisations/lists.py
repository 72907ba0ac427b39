"""Places with the organisation that looks after their assets, or without one."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext

from accounts.models import Division
from accounts.personal import mask
from accounts.scope import visible
from assets.ledger.actions import LEVELS
from assets.organisations.forms import PlaceFilter
from assets.organisations.models import Officer, Organisation
from assets.organisations.querysets import with_organisation, without_organisation
from monitoring.exchange.writing import Table
from monitoring.lists.declared import Listing, typed
from monitoring.lists.places import Viewer


def places_seen_by(user: Viewer) -> QuerySet[Division]:
    return visible(Division, user).filter(level__in=LEVELS)


def organised(places: QuerySet[Division]) -> QuerySet[Division]:
    serving = Officer.objects.on(timezone.localdate())
    return with_organisation(places, Organisation.objects.all(), serving)


def unorganised_seen_by(user: Viewer) -> QuerySet[Division]:
    return without_organisation(places_seen_by(user), Organisation.objects.all())


def organisation_table(places: Iterable[Division]) -> Table:
    """Of `organised`: a line for each duty, one for a place where nobody has any."""
    headers = [
        _("Place"), _("Level"), _("Name of the organisation"), _("Set up by (document)"),
        pgettext("period", "From"), _("Duty"), _("Name"), _("Phone"),
    ]  # fmt: skip
    rows = (line for place in places for line in _lines(place))
    return Table(_("Organisations for assets"), headers, rows)


def _lines(place: Division) -> Iterable[tuple[object, ...]]:
    of_place = (place.path, place.get_level_display())
    for organisation in place.organised:  # type: ignore[attr-defined]
        kept = (*of_place, organisation.name, organisation.document, organisation.starts_on)
        for officer in organisation.serving:
            yield *kept, officer.get_duty_display(), officer.name, mask(officer.phone)
        if not organisation.serving:
            yield *kept, "", "", ""
    if not place.organised:  # type: ignore[attr-defined]
        yield *of_place, "", "", None, "", "", ""


ORGANISATIONS = Listing(
    name="organisations",
    page="organisations:list",
    title=gettext_lazy("Organisations for assets"),
    counted=ngettext_lazy("%(number)s place", "%(number)s places", "count"),
    view="assets.view",
    export="assets.export",
    filter=PlaceFilter,
    seen=places_seen_by,
    for_list=organised,
    table=organisation_table,
    search=typed,
    searched_by=gettext_lazy("Name of a place, an organisation or a person"),
)
