"""The cases that one person filtered and searched: the same rows on the page and in an export."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from accounts.models import User
from accounts.scope import visible
from monitoring.cases.casework.forms import CaseFilter
from monitoring.cases.casework.models import Case, CaseStep
from monitoring.cases.casework.querysets import CaseQuerySet, CaseStepQuerySet
from monitoring.registry import listing
from monitoring.registry.models import Household

if TYPE_CHECKING:
    from monitoring.registry.querysets import HouseholdQuerySet


def cases_of(form: CaseFilter, search: Mapping[str, Any] | None) -> CaseQuerySet:
    """Those the person sees, by a valid filter and what `registry.listing.search` found."""
    cases = form.narrow(cast("CaseQuerySet", visible(Case, form.user)))
    if search and isinstance(form.user, User):
        households = cast("HouseholdQuerySet", visible(Household, form.user))
        found = listing.found(households, search, form.user)
        cases = cases.filter(household__in=found.values("pk"))
    return cases


def steps_of(cases: CaseQuerySet, user: User) -> CaseStepQuerySet:
    seen = cast("CaseStepQuerySet", visible(CaseStep, user))
    return seen.filter(case__in=cases.order_by().values("pk"))
