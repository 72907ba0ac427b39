"""Correcting what is said of an asset; what was said before stays readable."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from accounts.races import save_or_say
from assets.corrections.models import Correction
from assets.ledger.actions import REGISTER, locked, wear
from assets.ledger.changing import remember, set_values
from assets.ledger.models import Asset, DepreciationRule
from monitoring.registry.act import refuse_if, refuse_if_to_come

WORTH = ("kind", "original_value", "began_on")  # what its value on a day follows from


@transaction.atomic
def correct(asset: Asset, *, by: User, reason: str, **values: Any) -> list[str]:
    """Names of what differed; its value is reckoned anew where it follows from them.

    ValidationError for an asset made of others: what they were worth says what it is worth.
    """
    require(by, REGISTER, asset.division_id)
    asset = locked(asset)
    refuse_if(not reason.strip(), _("Say why."))
    changes = set_values(asset, values, said)
    names = list(changes)
    if names:
        _reckon(asset, names)
        asset.full_clean()
        save_or_say(asset, update_fields=[*names, "life_months", "residual_value"])
        remember(Correction, [(asset, changes)], reason=reason.strip(), by=by)
        audit.record(
            Event.ASSET_CORRECTED, by=by, division_code=asset.division_id, subject=asset,
            fields=names,
        )  # fmt: skip
    return names


def said(asset: Asset, name: str) -> str:
    """The text of a value, as a correction keeps it."""
    value = getattr(asset, name)
    if name == "project":
        return asset.project.number if asset.project else ""
    if name == "kind":
        return asset.kind_id
    if isinstance(value, Decimal):
        field = Asset._meta.get_field(name)
        return f"{value:.{getattr(field, 'decimal_places', 2)}f}"
    return "" if value is None else str(value)


def _reckon(asset: Asset, names: list[str]) -> None:
    refuse_if(
        "kind" in names and asset.kind.asset_class != asset.asset_class,
        _("The sub-class has to be of the same class: %(name)s.") % {"name": asset.asset_class},
    )
    refuse_if_to_come(asset.began_on)
    if set(names) & set(WORTH):
        refuse_if(
            asset.written_off,
            _("This asset was made of others: its value follows from theirs."),
        )
        rules = DepreciationRule.objects
        wear(asset, rules.in_force(asset.kind_id, asset.began_on, asset.division_id))
