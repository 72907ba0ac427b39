from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from monitoring.cases.casework.forms import CaseFilter
from monitoring.cases.casework.models import Case
from monitoring.cases.casework.querysets import CaseQuerySet
from monitoring.cases.casework.sheets import case_table
from monitoring.lists.declared import Listing
from monitoring.lists.places import Viewer


def _seen(user: Viewer) -> CaseQuerySet:
    return cast("CaseQuerySet", visible(Case, user))


CASES = Listing(
    name="cases",
    page="cases:list",
    title=_("Cases"),
    counted=ngettext_lazy("%(number)s case", "%(number)s cases", "count"),
    view="cases.view",
    export="cases.export",
    filter=CaseFilter,
    seen=_seen,
    for_list=CaseQuerySet.for_list,
    table=case_table,
    searching={"status": "all"},
)
