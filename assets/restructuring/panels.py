"""On the page of an asset: what it came from, what it became, and the ways to propose a change."""

from typing import Any

from accounts.models import User
from accounts.permissions import may
from assets.ledger.actions import REGISTER
from assets.ledger.choices import AssetClass
from assets.ledger.models import Asset
from assets.restructuring.models import Restructuring


def of_asset(asset: Asset, user: User) -> tuple[str, dict[str, Any]] | None:
    changes = Restructuring.objects.filter(formers__asset=asset).prefetch_related(
        "successors__asset"
    )
    came = Restructuring.objects.filter(successors__asset=asset).prefetch_related("formers__asset")
    restructured = asset.asset_class != AssetClass.HOUSEHOLD and not asset.ended_on
    context = {
        "asset": asset,
        "came": came.first(),
        "changes": changes,
        "may_propose": restructured and may(user, REGISTER, asset.division_id),
        "open": any(each.state == Restructuring.State.PROPOSED for each in changes),
    }
    if not (context["came"] or changes or context["may_propose"]):
        return None
    return "assets/restructuring/panel.html", context
