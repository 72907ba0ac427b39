from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from monitoring.lists.declared import Listing
from monitoring.lists.places import Viewer
from monitoring.screening.forms import FlagFilter
from monitoring.screening.querysets import FlagQuerySet
from monitoring.screening.seen import flags_seen_by
from monitoring.screening.sheets import flag_table


def _open(user: Viewer) -> FlagQuerySet:
    return flags_seen_by(user).open()


FLAGS = Listing(
    name="flags",
    page="screening:flag-list",
    title=_("Flags"),
    counted=ngettext_lazy("%(number)s flag", "%(number)s flags", "count"),
    view="flags.view",
    export="flags.export",
    filter=FlagFilter,
    seen=_open,
    for_list=FlagQuerySet.for_list,
    table=flag_table,
)
