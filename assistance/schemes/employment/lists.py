"""The lists of employment: the register of work, and relocated households without a job."""

from functools import partial
from typing import cast

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.scope import visible
from assistance.schemes.employment.forms import JoblessFilter, WorkFilter
from assistance.schemes.employment.models import Work
from assistance.schemes.employment.people import relocated_without_job
from assistance.schemes.employment.querysets import WorkQuerySet
from assistance.schemes.employment.sheets import work_table
from monitoring.lists.declared import Listing
from monitoring.lists.places import Viewer
from monitoring.lists.sheets import household_table
from monitoring.registry.models import Household
from monitoring.registry.months import month_before
from monitoring.registry.querysets import HouseholdQuerySet


def _work(user: Viewer) -> WorkQuerySet:
    return cast("WorkQuerySet", visible(Work, user))


def jobless_seen_by(user: Viewer) -> HouseholdQuerySet:
    seen = cast("HouseholdQuerySet", visible(Household, user))
    return relocated_without_job(seen, month_before(timezone.localdate()))


def _with_places(rows: HouseholdQuerySet) -> HouseholdQuerySet:
    return rows.select_related("division__parent")


WORK = Listing(
    name="work",
    page="employment:list",
    title=_("Register of work"),
    counted=ngettext_lazy("%(number)s entry", "%(number)s entries", "count"),
    view="employment.view",
    export="assistance.export",
    filter=WorkFilter,
    seen=_work,
    for_list=WorkQuerySet.for_list,
    table=work_table,
)

JOBLESS = Listing(
    name="relocated-jobless",
    page="employment:jobless",
    title=_("Relocated households without a job"),
    counted=ngettext_lazy("%(number)s household", "%(number)s households", "count"),
    view="employment.view",
    export="assistance.export",
    filter=JoblessFilter,
    seen=jobless_seen_by,
    for_list=_with_places,
    table=partial(household_table, _("Relocated households without a job")),
)
