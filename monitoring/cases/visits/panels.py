"""What visits add to the pages of a household and of a case, and slices above to a visit's own."""

from collections.abc import Callable
from typing import Any

from django.template.loader import render_to_string

from accounts.models import User
from accounts.requests import Request
from monitoring.cases.casework.models import Case
from monitoring.cases.visits.models import Visit
from monitoring.cases.visits.rules import may_visit
from monitoring.registry.models import Household

SHOWN = 3

# A template and its context, or None where there is nothing to say; filled by the slices above.
Panel = Callable[[Visit, User], tuple[str, dict[str, Any]] | None]
visit_panels: list[Panel] = []


def rendered(visit: Visit, request: Request) -> list[str]:
    """The panels of a visit's page, in the order of their registration."""
    shown = (panel(visit, request.user) for panel in visit_panels)
    return [render_to_string(*each, request) for each in shown if each]


def of_household(household: Household, user: User) -> tuple[str, dict[str, Any]]:
    """For `registry.panels`: the way to a visit, what is due, and the last ones."""
    active = household.status == Household.Status.ACTIVE
    context = {
        "household": household,
        "visits": household.visits.latest_first().select_related("by")[:SHOWN],
        "due": household.visits_due.first_of_household().first(),
        "may_visit": active and may_visit(user, household),
    }
    return "monitoring/visits/of_household.html", context


def of_case(case: Case, user: User) -> tuple[str, dict[str, Any]]:
    """For `casework.panels`."""
    visits = Visit.objects.filter(household=case.household_id, visited_on__gte=case.opened_on)
    context = {
        "case": case,
        "visits": visits.latest_first().select_related("by"),
        "may_visit": may_visit(user, case.household),
    }
    return "monitoring/visits/of_case.html", context
