"""What visits add to the pages of a household and of a case."""

from typing import Any

from accounts.models import User
from monitoring.cases.casework.models import Case
from monitoring.cases.visits.models import Visit
from monitoring.cases.visits.rules import may_visit
from monitoring.registry.models import Household

SHOWN = 3


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
