from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from assistance.duties.forms import DutyFilter
from assistance.duties.models import Duty
from assistance.duties.querysets import DutyQuerySet
from assistance.duties.sheets import duty_table
from monitoring.lists.declared import Listing
from monitoring.lists.places import Viewer


def open_seen_by(user: Viewer) -> DutyQuerySet:
    return cast("DutyQuerySet", visible(Duty, user)).open()


DUTIES = Listing(
    name="duties",
    page="duties:list",
    title=_("Help that is due"),
    counted=ngettext_lazy("%(number)s line", "%(number)s lines", "count"),
    view="plans.view",
    export="plans.export",
    filter=DutyFilter,
    seen=open_seen_by,
    for_list=DutyQuerySet.for_list,
    table=duty_table,
)
