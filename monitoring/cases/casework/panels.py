"""What the slices above add to the page of a case; filled in monitoring/apps.py."""

from collections.abc import Callable
from typing import Any

from django.template.loader import render_to_string

from accounts.models import User
from accounts.requests import Request
from monitoring.cases.casework.models import Case

# A template and its context, or None where the panel has nothing to say of this case.
Panel = Callable[[Case, User], tuple[str, dict[str, Any]] | None]
case_panels: list[Panel] = []


def rendered(case: Case, request: Request) -> list[str]:
    """In the order of their registration."""
    shown = (panel(case, request.user) for panel in case_panels)
    return [render_to_string(*each, request) for each in shown if each]
