"""Employment on the page of a household: who worked lately, and what going to work costs."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.permissions import may
from assistance.schemes.employment.reading import necessary_cost
from monitoring.registry.models import Household

YEAR = timedelta(days=365)


def of_household(household: Household, user: User) -> tuple[str, dict[str, Any]] | None:
    """None where nobody is in the register of the last year."""
    if not may(user, "employment.view", household.division_id):
        return None
    today = timezone.localdate()
    recent = household.work.filter(month__gt=today - YEAR).select_related("member")
    work = list(recent.order_by("-month", "member__name"))
    if not work:
        return None
    context = {"work": work, "cost": necessary_cost(household, today - YEAR, today)}
    return "assistance/employment/panel.html", context
