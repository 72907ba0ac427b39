from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from monitoring.cases.assessment.forms import EntryFilter
from monitoring.cases.assessment.national import seen, with_entries
from monitoring.cases.assessment.sheets import entry_table
from monitoring.lists.declared import Listing

NATIONAL = Listing(
    name="national",
    page="assessment:national",
    title=_("Entry in the national system"),
    counted=ngettext_lazy(
        "%(number)s household waits for its entry",
        "%(number)s households wait for their entry",
        "count",
    ),
    view="cases.export",
    export="cases.export",
    filter=EntryFilter,
    seen=seen,
    for_list=with_entries,
    table=entry_table,
)
