"""What still runs on an asset: it has to end before the asset becomes others or is given away."""

from django.utils import timezone
from django.utils.translation import gettext as _

from assets.ledger.models import Asset


def of_asset(asset: Asset) -> str:
    """A sentence, empty where nothing runs."""
    contract = asset.contracts.filter(last_day__gte=timezone.localdate()).first()
    if contract:
        return _(
            "Contract %(number)s of “%(asset)s” still runs. End it first; what comes of the asset "
            "gets a contract of its own."
        ) % {"number": contract.number, "asset": asset.name}
    if asset.investments.open().exists():
        said = {"asset": asset.name}
        return _("Principal of “%(asset)s” is still outside. Enter what came back first.") % said
    return ""
