"""The lists of who stands on rolls, and of what differs."""

from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from assistance.schemes.rolls.forms import DifferenceFilter, EntryFilter
from assistance.schemes.rolls.models import Entry, RollDifference
from assistance.schemes.rolls.querysets import EntryQuerySet, RollDifferenceQuerySet
from assistance.schemes.rolls.sheets import difference_table, entry_table
from monitoring.lists.declared import Listing
from monitoring.lists.places import Viewer


def entries_seen_by(user: Viewer) -> EntryQuerySet:
    return cast("EntryQuerySet", visible(Entry, user)).of_rolls()


def differences_seen_by(user: Viewer) -> RollDifferenceQuerySet:
    return cast("RollDifferenceQuerySet", visible(RollDifference, user))


ENTRIES = Listing(
    name="rolls",
    page="rolls:list",
    title=_("Social assistance rolls"),
    counted=ngettext_lazy("%(number)s entry", "%(number)s entries", "count"),
    view="rolls.view",
    export="rolls.export",
    filter=EntryFilter,
    seen=entries_seen_by,
    for_list=EntryQuerySet.for_list,
    table=entry_table,
)

DIFFERENCES = Listing(
    name="roll-differences",
    page="rolls:differences",
    title=_("Differences of rolls"),
    counted=ngettext_lazy("%(number)s difference", "%(number)s differences", "count"),
    view="rolls.compare",
    export="rolls.compare",
    filter=DifferenceFilter,
    seen=differences_seen_by,
    for_list=RollDifferenceQuerySet.for_list,
    table=difference_table,
)
