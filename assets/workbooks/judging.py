"""What becomes of each row of a workbook: new, changed, the same, or refused with its sentences.

A blank cell of an asset that is there already leaves its value as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Division
from assets.corrections.actions import WORTH, said
from assets.ledger.actions import wear
from assets.ledger.choices import AssetClass
from assets.ledger.models import Asset
from assets.workbooks import cells
from assets.workbooks.known import Known, alike, known_of
from assets.workbooks.shape import SHAPE
from monitoring.feeds.records.parsing import Parsed, read

STATUSES = {
    "new": gettext_lazy("New assets"),
    "changed": gettext_lazy("Changed assets"),
    "same": gettext_lazy("Already known"),
    "invalid": gettext_lazy("Faulty"),
}
CHANGEABLE = (
    "name", "kind", "project", "place", "latitude", "longitude", "original_value", "began_on",
    "state",
)  # fmt: skip


@dataclass
class Verdict:
    status: str = "invalid"
    errors: dict[str, str] = field(default_factory=dict)
    asset: Asset | None = None
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)  # by field: before, after

    def result(self, row: int) -> dict[str, Any]:
        told = {
            name: _("%(before)s becomes %(after)s") % {"before": before or "—", "after": after}
            for name, (before, after) in self.changes.items()
        }
        return {"row": row, "status": self.status, "errors": self.errors, "changes": told}


def judge(raw: Mapping[int, object], area: Division, *, lock: bool = False) -> dict[int, Verdict]:
    """Row by row, each as if those before it were kept; nothing is stored."""
    readings = {row: read(SHAPE, each) for row, each in raw.items()}
    known = known_of([each.parsed for each in readings.values() if each.parsed], area, lock=lock)
    seen: set[str] = set()
    verdicts = {}
    for row, reading in readings.items():
        verdicts[row] = Verdict(errors=reading.errors)
        if reading.parsed:
            try:
                verdicts[row] = _judged(reading.parsed, known, seen)
            except ValidationError as refused:
                verdicts[row].errors = {
                    name: sentences[0] for name, sentences in refused.message_dict.items()
                }
    return verdicts


def _judged(row: Parsed, known: Known, seen: set[str]) -> Verdict:
    values = cells.values(row, known)
    number = row.data.get("number", "")
    if number and number in seen:
        raise ValidationError({"number": _("Another row of this workbook has the same number.")})
    asset = known.numbered.get(number)
    if not number and (same := known.alike[_alike(values)]):
        asset = same.pop()
    verdict = _changed(asset, values, row, known) if asset else _new(number, values, row, known)
    seen.add(number)
    return verdict


def _new(number: str, values: dict[str, Any], row: Parsed, known: Known) -> Verdict:
    kind = values["kind"]
    household = cells.household(row, known)
    if (kind.asset_class == AssetClass.HOUSEHOLD) != (household is not None):
        raise ValidationError(
            {"household": _("A household asset names its household; no other does.")}
        )
    asset = Asset(number=number, asset_class=kind.asset_class, household=household, **values)
    wear(asset, known.rule(kind, asset.began_on))
    return Verdict("new", asset=asset)


def _changed(asset: Asset, values: dict[str, Any], row: Parsed, known: Known) -> Verdict:
    _refuse_what_stays(asset, values, row, known)
    before = {name: said(asset, name) for name in CHANGEABLE if name in values}
    for name in before:
        setattr(asset, name, values[name])
    after = {name: said(asset, name) for name in before}
    changes = {name: (before[name], after[name]) for name in before if before[name] != after[name]}
    if set(changes) & set(WORTH):
        if asset.written_off:
            told = _("This asset was made of others: its value follows from theirs.")
            raise ValidationError({"original_value": told})
        wear(asset, known.rule(asset.kind, asset.began_on))
    return Verdict("changed" if changes else "same", asset=asset, changes=changes)


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
