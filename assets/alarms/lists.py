from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from assets.alarms.forms import AlarmFilter
from assets.alarms.models import Alarm
from assets.alarms.querysets import AlarmQuerySet
from assets.alarms.sheets import alarm_table
from monitoring.lists.declared import Listing, typed
from monitoring.lists.places import Viewer


def alarms_seen_by(user: Viewer) -> AlarmQuerySet:
    return cast("AlarmQuerySet", visible(Alarm, user))


ALARMS = Listing(
    name="asset-alarms",
    page="alarms:list",
    title=_("Alarms of assets"),
    counted=ngettext_lazy("%(number)s alarm", "%(number)s alarms", "count"),
    view="assets.view",
    export="assets.export",
    filter=AlarmFilter,
    seen=alarms_seen_by,
    for_list=AlarmQuerySet.for_list,
    table=alarm_table,
    search=typed,
    searched_by=_("Name or number of the asset"),
)
