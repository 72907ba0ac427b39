"""What other parts of feeds add to the page of a client; filled in wiring.py."""

from collections.abc import Callable
from typing import Any

from django.template.loader import render_to_string

from accounts.models import User
from accounts.requests import Request
from monitoring.feeds.clients.models import Client

Panel = Callable[[Client, User], tuple[str, dict[str, Any]] | None]
client_panels: list[Panel] = []


def rendered(client: Client, request: Request) -> list[str]:
    """In the order of their registration."""
    shown = (panel(client, request.user) for panel in client_panels)
    return [render_to_string(*each, request) for each in shown if each]
