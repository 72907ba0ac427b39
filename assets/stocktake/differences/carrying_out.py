"""What an approved difference does to the ledger; for actions.py, inside its transaction."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assets.corrections.actions import correct
from assets.files.actions import attach
from assets.files.models import AssetFile
from assets.ledger.actions import change_state, register
from assets.ledger.models import Asset
from assets.stocktake.differences.models import StockDifference
from monitoring.registry.act import refuse_if

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

# What may become of an asset that nobody finds; anything else needs a disposal.
GONE = (Asset.State.DAMAGED, Asset.State.SCRAPPED)


def missing(
    difference: StockDifference, *, by: User, state: str, upload: "UploadedFile[bytes] | None"
) -> AssetFile:
    """The paper that decides it."""
    asset = _asset(difference)
    if state not in GONE or upload is None:
        raise ValidationError(_("Choose what becomes of it, and add the paper that decides it."))
    change_state(asset, by=by, state=state, since=timezone.localdate(), reason=_why(difference))
    return attach(asset, by=by, kind=AssetFile.Kind.APPROVAL, upload=upload, note=_why(difference))


def otherwise(difference: StockDifference, *, by: User) -> None:
    """ValidationError where the ledger says something else by now than when it was explained."""
    asset, today = _asset(difference), timezone.localdate()
    known = (asset.state, asset.place, asset.original_value)
    seen = (difference.old_state, difference.old_place, difference.old_value)
    refuse_if(known != seen, _("The ledger was changed after this was explained. Send it back."))
    corrected: dict[str, Any] = {}
    if difference.new_place:
        corrected["place"] = difference.new_place
    if difference.new_value is not None:
        corrected["original_value"] = difference.new_value
    if corrected:
        correct(asset, by=by, reason=_why(difference), **corrected)
    if difference.new_state and difference.new_state != asset.state:
        change_state(asset, by=by, state=difference.new_state, since=today, reason=_why(difference))


def surplus(difference: StockDifference, *, by: User) -> Asset:
    """The asset that it is from now on; the database holds that these are given."""
    values: dict[str, Any] = {
        "kind": difference.asset_kind, "original_value": difference.new_value,
        "began_on": difference.began_on, "name": difference.name, "place": difference.new_place,
    }  # fmt: skip
    return register(difference.division, by=by, **values)


def _asset(difference: StockDifference) -> Asset:
    rows = Asset.objects.select_for_update(of=("self",))
    return rows.get(stock_lines=difference.line_id)


def _why(difference: StockDifference) -> str:
    told = {"year": difference.take.year, "explanation": difference.explanation}
    return (_("Stock-take %(year)s: %(explanation)s") % told)[:200]
