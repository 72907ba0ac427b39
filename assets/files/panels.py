"""The photos and papers on the page of an asset."""

from typing import Any

from accounts.models import User
from accounts.permissions import may
from assets.files.actions import KEEP
from assets.files.models import AssetFile
from assets.ledger.models import Asset


def of_asset(asset: Asset, user: User) -> tuple[str, dict[str, Any]]:
    files = list(asset.files.for_list())
    current = [each for each in files if not each.withdrawn_at]
    context = {
        "asset": asset,
        "photos": [each for each in current if each.kind == AssetFile.Kind.PHOTO],
        "papers": [each for each in current if each.kind != AssetFile.Kind.PHOTO],
        "withdrawn": [each for each in files if each.withdrawn_at],
        "may_keep": may(user, KEEP, asset.division_id),
    }
    return "assets/files/panel.html", context
