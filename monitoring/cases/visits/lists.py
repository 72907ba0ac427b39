from functools import partial
from typing import cast

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from monitoring.cases.visits.models import Visit, VisitDue
from monitoring.cases.visits.plan_forms import PlanFilter, VisitFilter
from monitoring.cases.visits.querysets import VisitDueQuerySet, VisitQuerySet
from monitoring.cases.visits.sheets import plan_table, visit_table
from monitoring.lists.declared import Listing
from monitoring.lists.forms import HouseholdFilter
from monitoring.lists.places import Viewer
from monitoring.lists.sheets import household_table
from monitoring.registry.models import Household
from monitoring.registry.querysets import HouseholdQuerySet

COUNTED = ngettext_lazy("%(number)s visit", "%(number)s visits", "count")


def _dues(user: Viewer) -> VisitDueQuerySet:
    return cast("VisitDueQuerySet", visible(VisitDue, user))


def _visits(user: Viewer) -> VisitQuerySet:
    return cast("VisitQuerySet", visible(Visit, user))


def _without_contact(user: Viewer) -> HouseholdQuerySet:
    seen = cast("HouseholdQuerySet", visible(Household, user)).status(Household.Status.ACTIVE)
    return seen.watched().without_contact()


def _with_places(households: HouseholdQuerySet) -> HouseholdQuerySet:
    return households.select_related("division__parent")


PLAN = Listing(
    name="visits-due",
    page="visits:plan",
    title=_("Visit plan"),
    counted=COUNTED,
    view="cases.view",
    export="cases.export",
    filter=PlanFilter,
    seen=_dues,
    for_list=VisitDueQuerySet.for_list,
    table=plan_table,
)
VISITS = Listing(
    name="visits",
    page="visits:list",
    title=_("Visits"),
    counted=COUNTED,
    view="cases.view",
    export="cases.export",
    filter=VisitFilter,
    seen=_visits,
    for_list=VisitQuerySet.for_list,
    table=visit_table,
)
WITHOUT_CONTACT = Listing(
    name="without-contact",
    page="visits:without-contact",
    title=_("Without a contact"),
    counted=ngettext_lazy("%(number)s household", "%(number)s households", "count"),
    view="cases.view",
    export="cases.export",
    filter=HouseholdFilter,
    seen=_without_contact,
    for_list=_with_places,
    table=partial(household_table, _("Without a contact")),
)
