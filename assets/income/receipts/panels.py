"""What an asset brought in, on its page."""

from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.permissions import may
from assets.income.receipts.actions import KEEP, STATION
from assets.ledger.choices import AssetClass
from assets.ledger.models import Asset

SHOWN = 12


def of_asset(asset: Asset, user: User) -> tuple[str, dict[str, Any]] | None:
    if asset.asset_class == AssetClass.HOUSEHOLD:
        return None
    year = timezone.localdate().year
    context = {
        "asset": asset,
        "year": year,
        "sums": asset.receipts.of_year(year).sums(),
        "receipts": asset.receipts.for_list().order_by("-received_on", "-pk")[:SHOWN],
        "owed": asset.receivables.unpaid().filter(due_on__lte=timezone.localdate()),
        "is_station": asset.kind_id == STATION,
        "may_keep": may(user, KEEP, asset.division_id),
    }
    return "assets/income/panel.html", context
