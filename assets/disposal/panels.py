"""Disposals on the page of an asset, and the way to prepare one."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may
from assets.ledger.actions import REGISTER
from assets.ledger.models import Asset


def of_asset(asset: Asset, user: User) -> tuple[str, dict[str, Any]] | None:
    disposals = list(asset.disposals.all())
    free = not asset.ended_on and not any(each.is_open for each in disposals)
    may_prepare = free and may(user, REGISTER, asset.division_id)
    if not (disposals or may_prepare):
        return None
    context = {"asset": asset, "disposals": disposals, "may_prepare": may_prepare}
    return "assets/disposal/panel.html", context


def hinders(asset: Asset) -> str:
    """For restructuring/obstacles.py."""
    found = asset.disposals.open().first()
    said = _("“%(disposal)s” is not finished. Carry it out or withdraw it first.")
    return said % {"disposal": found} if found else ""
