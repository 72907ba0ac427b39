from typing import Any, cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.models import User
from accounts.personal import mask
from accounts.scope import visible
from monitoring.cases.clues.reports.forms import ReportFilter
from monitoring.cases.clues.reports.models import Report
from monitoring.cases.clues.reports.querysets import ReportQuerySet
from monitoring.cases.clues.reports.sheets import report_table
from monitoring.lists.declared import Listing
from monitoring.lists.places import Viewer
from monitoring.registry.listing import MOST_IDS
from monitoring.registry.querysets import cleaned, is_number


def reports_seen_by(user: Viewer) -> ReportQuerySet:
    return cast("ReportQuerySet", visible(Report, user))


def _search(user: User, text: str) -> dict[str, Any]:
    """As `registry.listing.search`: of a number only what it found is kept."""
    wanted = cleaned(text)
    if not is_number(wanted):
        return {"name": wanted, "said": wanted}
    found = reports_seen_by(user).with_number(wanted).values_list("pk", flat=True)
    return {"ids": list(found[:MOST_IDS]), "said": mask(wanted)}


REPORTS = Listing(
    name="reports",
    page="clues:report-list",
    title=_("Reports"),
    counted=ngettext_lazy("%(number)s report", "%(number)s reports", "count"),
    view="clues.report",
    export="cases.export",
    filter=ReportFilter,
    seen=reports_seen_by,
    for_list=ReportQuerySet.for_list,
    table=report_table,
    searching={"state": "all"},
    search=_search,
    searched_by=_("Name, ID number or phone of the report"),
)
