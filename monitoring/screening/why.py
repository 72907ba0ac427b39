"""为什么关注 on the page of a household."""

from typing import Any

from accounts.models import User
from monitoring.registry.models import Household
from monitoring.screening.explain import explain


def panel(household: Household, _user: User) -> tuple[str, dict[str, Any]]:
    """For `registry.panels`."""
    return "monitoring/screening/why.html", {"explanation": explain(household)}
