"""Schemes on the page of a household: its claims, and the doors to what is reckoned for it."""

from typing import Any

from accounts.models import User
from accounts.permissions import may
from monitoring.registry.models import Household


def of_household(household: Household, user: User) -> tuple[str, dict[str, Any]] | None:
    if not may(user, "insurance.view", household.division_id):
        return None
    context = {
        "household": household,
        "claims": household.claims.all(),
        "members": household.members.active().head_first(),
        "opens": may(user, "insurance.open", household.division_id),
    }
    return "assistance/insurance/panel.html", context
