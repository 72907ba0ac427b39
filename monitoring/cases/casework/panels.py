"""What the slices above add to the page of a case, and what this one adds to a household's."""

from collections.abc import Callable
from typing import Any

from django.template.loader import render_to_string

from accounts.models import User
from accounts.requests import Request
from monitoring.cases.casework import reading
from monitoring.cases.casework.models import Case
from monitoring.registry.models import Household

# Filled in monitoring/apps.py: a template and its context, or None where there is nothing to say.
Panel = Callable[[Case, User], tuple[str, dict[str, Any]] | None]
case_panels: list[Panel] = []


def rendered(case: Case, request: Request) -> list[str]:
    """In the order of their registration."""
    shown = (panel(case, request.user) for panel in case_panels)
    return [render_to_string(*each, request) for each in shown if each]


def of_household(household: Household, user: User) -> tuple[str, dict[str, Any]] | None:
    """监测与办理, for `registry.panels`; nothing of a household that was never looked at."""
    episodes = household.episodes.with_cases()
    if not episodes:
        return None
    running = reading.rows(household.cases.running().for_list())
    context = {"episodes": episodes, "running": next(running, None)}
    return "monitoring/casework/of_household.html", context
