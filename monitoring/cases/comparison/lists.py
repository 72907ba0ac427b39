from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from monitoring.cases.comparison.forms import RequestFilter
from monitoring.cases.comparison.models import Request
from monitoring.cases.comparison.querysets import RequestQuerySet
from monitoring.cases.comparison.sheets import request_table
from monitoring.lists.declared import Listing
from monitoring.lists.places import Viewer


def requests_seen_by(user: Viewer) -> RequestQuerySet:
    return cast("RequestQuerySet", visible(Request, user))


REQUESTS = Listing(
    name="comparison-requests",
    page="comparison:requests",
    title=_("Information comparison"),
    counted=ngettext_lazy("%(number)s request", "%(number)s requests", "count"),
    view="cases.county",
    export="cases.county",
    filter=RequestFilter,
    seen=requests_seen_by,
    for_list=RequestQuerySet.counted,
    table=request_table,
)
