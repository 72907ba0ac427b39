"""The inspections of an asset on its page, and the button that begins one."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import may
from assets.inspections.actions import KEEP, is_inspected
from assets.inspections.models import InspectionDue
from assets.ledger.models import Asset
from assets.ledger.panels import Button

LAST = 3


def button(asset: Asset, user: User) -> Button | None:
    """Big, since who scanned the label came to look at the asset."""
    if asset.ended_on or not is_inspected(asset) or not may(user, KEEP, asset.division_id):
        return None
    return Button(reverse("inspections:inspect", args=[asset.pk]), _("Inspect"), "camera")


def of_asset(asset: Asset, _user: User) -> tuple[str, dict[str, Any]] | None:
    if not is_inspected(asset):
        return None
    context = {
        "asset": asset,
        "due": InspectionDue.objects.filter(asset=asset).first(),
        "inspections": asset.inspections.for_list()[:LAST],
        "repairs": asset.repairs.exclude(state="confirmed"),
    }
    return "assets/inspections/panel.html", context
