"""What becomes of a row about an asset: new, changed, the same, or refused with its sentences.

A blank cell of an asset that is there already leaves its value as it is.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assets.corrections.actions import WORTH, said
from assets.ledger.actions import wear
from assets.ledger.changing import set_values
from assets.ledger.choices import AssetClass
from assets.ledger.models import Asset
from assets.workbooks.assets import cells
from assets.workbooks.assets.known import Known, alike
from assets.workbooks.judging import Verdict, once
from monitoring.feeds.records.parsing import Parsed

CHANGEABLE = (
    "name", "kind", "project", "place", "latitude", "longitude", "original_value", "began_on",
    "state",
)  # fmt: skip


def judged(row: Parsed, known: Known) -> Verdict:
    values = cells.values(row, known)
    number = row.data.get("number", "")
    once(number, known.seen)
    asset = known.numbered.get(number)
    if not number and (same := known.alike[_alike(values)]):
        asset = same.pop()
    return _changed(asset, values, row, known) if asset else _new(number, values, row, known)


def _new(number: str, values: dict[str, Any], row: Parsed, known: Known) -> Verdict:
    kind = values["kind"]
    household = cells.household(row, known)
    if (kind.asset_class == AssetClass.HOUSEHOLD) != (household is not None):
        raise ValidationError(
            {"household": _("A household asset names its household; no other does.")}
        )
    asset = Asset(number=number, asset_class=kind.asset_class, household=household, **values)
    wear(asset, known.rule(kind, asset.began_on))
    return Verdict("new", thing=asset)


def _changed(asset: Asset, values: dict[str, Any], row: Parsed, known: Known) -> Verdict:
    _refuse_what_stays(asset, values, row, known)
    changeable = {name: values[name] for name in CHANGEABLE if name in values}
    changes = set_values(asset, changeable, said)
    if set(changes) & set(WORTH):
        if asset.written_off:
            told = _("This asset was made of others: its value follows from theirs.")
            raise ValidationError({"original_value": told})
        wear(asset, known.rule(asset.kind, asset.began_on))
    return Verdict("changed" if changes else "same", thing=asset, changes=changes)


def _refuse_what_stays(asset: Asset, values: dict[str, Any], row: Parsed, known: Known) -> None:
    """What no workbook changes of an asset."""
    if asset.ended_on:
        raise ValidationError({"number": _("This asset has ended; its record can only be read.")})
    if asset.division_id != values["division"].code:
        raise ValidationError(
            {"number": _("The asset of this number belongs to another place: %(place)s.")
             % {"place": known.divisions[asset.division_id]}}
        )  # fmt: skip
    if asset.asset_class != values["kind"].asset_class:
        said_of = {"name": asset.asset_class}
        raise ValidationError(
            {"kind": _("The sub-class has to be of the same class: %(name)s.") % said_of}
        )
    household = cells.household(row, known)
    if household and household.pk != asset.household_id:
        raise ValidationError({"household": _("This asset belongs to another household.")})


def _alike(values: dict[str, Any]) -> tuple[str, str, str, date, Decimal]:
    return alike(Asset(**{name: values[name] for name in (
        "division", "name", "kind", "began_on", "original_value",
    )}))  # fmt: skip
