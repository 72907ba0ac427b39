"""What slices above add to the page of an asset; filled in assets/wiring.py."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from accounts.models import User
from accounts.requests import Request
from assets.ledger.models import Asset

# A template and its context, shown on the page of an asset to that user; None shows nothing.
Panel = Callable[[Asset, User], tuple[str, dict[str, Any]] | None]
asset_panels: list[Panel] = []


@dataclass(frozen=True)
class Button:
    """What can be done with an asset at once, on top of its page."""

    url: str
    label: str
    icon: str


asset_buttons: list[Callable[[Asset, User], Button | None]] = []


def buttons(asset: Asset, user: User) -> list[Button]:
    offered = (button(asset, user) for button in asset_buttons)
    return [each for each in offered if each]


def rendered(asset: Asset, request: Request) -> list[str]:
    """The panels of an asset's page, in the order of their registration."""
    shown = (panel(asset, request.user) for panel in asset_panels)
    return [render_to_string(*each, request) for each in shown if each]
