"""The six rights on the page of an asset: who holds each today, and who did."""

from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.permissions import may
from assets.ledger.models import Asset
from assets.rights.actions import KEEP
from assets.rights.models import Right


def of_asset(asset: Asset, user: User) -> tuple[str, dict[str, Any]]:
    rights = list(asset.rights.for_list())
    today = timezone.localdate()
    now = {each.kind: each for each in rights if each.ends_on is None or each.ends_on >= today}
    context = {
        "asset": asset,
        "kinds": [(label, now.get(kind)) for kind, label in Right.Kind.choices],
        "earlier": [each for each in rights if each not in now.values()],
        "may_keep": not asset.ended_on and may(user, KEEP, asset.division_id),
    }
    return "assets/rights/panel.html", context
