"""What slices above add to the registry's pages; filled in monitoring/apps.py."""

from collections.abc import Callable
from typing import Any

from django.template.loader import render_to_string

from accounts.models import User
from accounts.requests import Request
from monitoring.registry.models import Household

# A template and its context, shown on the page of a household to that user; None shows nothing.
Panel = Callable[[Household, User], tuple[str, dict[str, Any]] | None]
household_panels: list[Panel] = []


def rendered(household: Household, request: Request) -> list[str]:
    """The panels of a household's page, in the order of their registration."""
    shown = (panel(household, request.user) for panel in household_panels)
    return [render_to_string(*each, request) for each in shown if each]


# Names by code of the criteria by which the list can be filtered.
criteria: list[Callable[[], dict[str, str]]] = []
