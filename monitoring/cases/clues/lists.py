from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from monitoring.cases.clues.forms import ClueFilter
from monitoring.cases.clues.querysets import ClueQuerySet
from monitoring.cases.clues.seen import clues_seen_by
from monitoring.cases.clues.sheets import clue_table
from monitoring.lists.declared import Listing

CLUES = Listing(
    name="clues",
    page="clues:list",
    title=_("Clues"),
    counted=ngettext_lazy("%(number)s household", "%(number)s households", "count"),
    view="cases.view",
    export="cases.export",
    filter=ClueFilter,
    seen=clues_seen_by,
    for_list=ClueQuerySet.for_list,
    table=clue_table,
    searching={"tab": "all"},
)
