from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from assets.income.publication.forms import PublicationFilter
from assets.income.publication.sheets import publication_table
from assets.income.publication.villages import for_list, seen_by
from monitoring.lists.declared import Listing, typed

PUBLICATIONS = Listing(
    name="publications",
    page="publications:list",
    title=_("Publication of income"),
    counted=ngettext_lazy(
        "%(number)s village with income", "%(number)s villages with income", "count"
    ),
    view="assets.view",
    export="assets.export",
    filter=PublicationFilter,
    seen=seen_by,
    for_list=for_list,
    table=publication_table,
    search=typed,
    searched_by=_("Name of the village"),
)
