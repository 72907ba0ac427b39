"""为什么关注 on the page of a household."""

from typing import Any

from accounts.models import User
from monitoring.registry.models import Household
from monitoring.screening.explain import explain
from monitoring.screening.seen import effects_seen_by


def panel(household: Household, user: User) -> tuple[str, dict[str, Any]]:
    """For `registry.panels`."""
    explanation = explain(household, effects_seen_by(user))
    return "monitoring/screening/why.html", {"explanation": explanation}
