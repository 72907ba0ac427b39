from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from assistance.deliveries.models import PaymentList
from assistance.deliveries.payments.forms import PaymentListFilter
from assistance.deliveries.payments.sheets import payment_list_table
from assistance.deliveries.querysets import PaymentListQuerySet
from monitoring.lists.declared import Listing, typed
from monitoring.lists.places import Viewer


def payment_lists_seen_by(user: Viewer) -> PaymentListQuerySet:
    return cast("PaymentListQuerySet", visible(PaymentList, user))


PAYMENT_LISTS = Listing(
    name="payments",
    page="payments:lists",
    title=_("Payment lists"),
    counted=ngettext_lazy("%(number)s list", "%(number)s lists", "count"),
    view="payments.view",
    export="payments.export",
    filter=PaymentListFilter,
    seen=payment_lists_seen_by,
    for_list=PaymentListQuerySet.for_list,
    table=payment_list_table,
    search=typed,
    searched_by=_("List number or measure"),
)
