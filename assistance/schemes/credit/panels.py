"""Small credit on the page of a household: what it owes, and where a loan is recorded."""

from typing import Any

from accounts.models import User
from accounts.permissions import may
from monitoring.registry.models import Household


def of_household(household: Household, user: User) -> tuple[str, dict[str, Any]] | None:
    """None where there is no loan and the user could record none."""
    if not may(user, "credit.view", household.division_id):
        return None
    loans = list(household.loans.all())
    lends = household.is_watched and may(user, "credit.keep", household.division_id)
    if not loans and not lends:
        return None
    context = {"household": household, "loans": loans, "lends": lends}
    return "assistance/credit/panel.html", context
