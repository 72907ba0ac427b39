"""Until when help is due, on the page of a household, a case or a plan."""

from typing import Any

from accounts.models import User
from accounts.permissions import may
from monitoring.cases.casework.models import Case
from monitoring.registry.models import Household


def of_household(household: Household, user: User) -> tuple[str, dict[str, Any]] | None:
    if not may(user, "plans.view", household.division_id):
        return None
    duties = list(household.duties.order_by("due_on", "pk"))
    return ("assistance/duties/panel.html", {"duties": duties}) if duties else None


def of_case(case: Case, user: User) -> tuple[str, dict[str, Any]] | None:
    return of_household(case.household, user)
