"""For `registry.panels`: what sources tell differently about a household, to be decided."""

from typing import Any

from accounts.models import User
from accounts.permissions import may
from monitoring.feeds.updates.asking import questions
from monitoring.registry.models import Household


def of_household(household: Household, user: User) -> tuple[str, dict[str, Any]] | None:
    asked = questions(household)
    if not asked:
        return None
    active = household.status == Household.Status.ACTIVE
    context = {
        "household": household,
        "questions": asked,
        "may_settle": active and may(user, "households.change", household.division_id),
    }
    return "monitoring/feeds/differences.html", context
