from typing import cast

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from assistance.plans.forms import PlanFilter
from assistance.plans.models import Plan, PlanItem
from assistance.plans.querysets import PlanQuerySet
from assistance.plans.sheets import plan_table
from monitoring.lists.declared import Listing
from monitoring.lists.places import Viewer


def plans_seen_by(user: Viewer) -> PlanQuerySet:
    return cast("PlanQuerySet", visible(Plan, user))


def items_seen_by(user: Viewer) -> QuerySet[PlanItem]:
    items = PlanItem.objects.filter(plan__in=plans_seen_by(user))
    return items.select_related("plan", "measure", "member")


PLANS = Listing(
    name="plans",
    page="plans:list",
    title=_("Plans of assistance"),
    counted=ngettext_lazy("%(number)s plan", "%(number)s plans", "count"),
    view="plans.view",
    export="plans.export",
    filter=PlanFilter,
    seen=plans_seen_by,
    for_list=PlanQuerySet.for_list,
    table=plan_table,
)
