"""What slices above add to the page of an asset; filled in assets/wiring.py."""

from collections.abc import Callable
from typing import Any

from django.template.loader import render_to_string

from accounts.models import User
from accounts.requests import Request
from assets.ledger.models import Asset

# A template and its context, shown on the page of an asset to that user; None shows nothing.
Panel = Callable[[Asset, User], tuple[str, dict[str, Any]] | None]
asset_panels: list[Panel] = []


def rendered(asset: Asset, request: Request) -> list[str]:
    """The panels of an asset's page, in the order of their registration."""
    shown = (panel(asset, request.user) for panel in asset_panels)
    return [render_to_string(*each, request) for each in shown if each]
