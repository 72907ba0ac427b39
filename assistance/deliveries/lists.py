from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from assistance.deliveries.forms import DeliveryFilter
from assistance.deliveries.models import Delivery
from assistance.deliveries.querysets import DeliveryQuerySet
from assistance.deliveries.sheets import delivery_table
from monitoring.lists.declared import Listing
from monitoring.lists.places import Viewer


def deliveries_seen_by(user: Viewer) -> DeliveryQuerySet:
    return cast("DeliveryQuerySet", visible(Delivery, user))


DELIVERIES = Listing(
    name="deliveries",
    page="deliveries:list",
    title=_("Deliveries"),
    counted=ngettext_lazy("%(number)s delivery", "%(number)s deliveries", "count"),
    view="deliveries.view",
    export="payments.export",
    filter=DeliveryFilter,
    seen=deliveries_seen_by,
    for_list=DeliveryQuerySet.for_list,
    table=delivery_table,
)
