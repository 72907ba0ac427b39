from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from monitoring.cases.casework.forms import CaseFilter, ReviewFilter
from monitoring.cases.casework.models import Case
from monitoring.cases.casework.querysets import CaseQuerySet, CaseStepQuerySet
from monitoring.cases.casework.reviewing import waiting
from monitoring.cases.casework.sheets import case_table, step_table
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
REVIEW = Listing(
    name="review",
    page="cases:review",
    title=_("Steps to decide"),
    counted=ngettext_lazy(
        "%(number)s step waits for you", "%(number)s steps wait for you", "count"
    ),
    view="cases.review",
    export="cases.export",
    filter=ReviewFilter,
    seen=waiting,
    for_list=CaseStepQuerySet.for_review,
    table=step_table,
    size=30,
)
