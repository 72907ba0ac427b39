"""The assets that a workbook brought go; what it changed of others is as before."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, Model, OuterRef

from accounts.models import User
from assets.corrections.actions import WORTH, said
from assets.corrections.models import Correction
from assets.ledger.actions import wear
from assets.ledger.models import Asset, Kind, Project
from assets.ledger.states import StateEntry
from assets.workbooks import storing, undo
from assets.workbooks.assets.known import rule_among, rules_of
from assets.workbooks.assets.storing import change
from assets.workbooks.models import Brought
from monitoring.exchange.models import Batch

TYPED: dict[str, Callable[[str], Any]] = {
    "latitude": Decimal, "longitude": Decimal, "original_value": Decimal,
    "began_on": date.fromisoformat,
}  # fmt: skip
# What nights make of assets by themselves, which goes with them; filled in assets/wiring.py.
derived: list[type[Model]] = []
OWN = {"states", "brought"}  # of every asset that came with a workbook


def take_back(batch: Batch, *, by: User, why: str) -> int:
    """How many values and assets stay, because they were changed or used since."""
    return _forget(batch) + _restore(batch, by=by, why=why)


def _forget(batch: Batch) -> int:
    """Remove the assets that it brought and nobody did anything with."""
    brought = Asset.objects.filter(brought__batch=batch)
    later = StateEntry.objects.filter(asset=OuterRef("pk")).exclude(reason=storing.told(batch))
    going = undo.unused(brought, OWN, derived).filter(~Exists(later), ended_on=None)
    ids = list(going.values_list("pk", flat=True))
    going_with_it: list[type[Model]] = [*derived, StateEntry, Brought]
    for model in going_with_it:
        model._base_manager.filter(asset__in=ids).delete()
    Asset.objects.filter(pk__in=ids).delete()
    return brought.count()


def _restore(batch: Batch, *, by: User, why: str) -> int:
    made = Correction.objects.filter(batch=batch)
    rows = Asset.objects.filter(pk__in=made.values("asset"), ended_on=None)
    assets = rows.select_related("kind", "project").select_for_update(of=("self",)).in_bulk()
    values = _Values(batch)
    still = [(assets[each.asset_id], each) for each in made if each.asset_id in assets]
    undone = undo.given_back(still, said, values.say)
    for asset, changes in undone.items():
        if set(changes) & set(WORTH):
            wear(asset, rule_among(values.rules, asset.kind, asset.began_on))
    change(undone.items(), reason=undo.reason(batch, why), by=by)
    return made.count() - sum(map(len, undone.values()))


class _Values:
    """The values that the texts of corrections stand for."""

    def __init__(self, batch: Batch) -> None:
        self.kinds = Kind.objects.in_bulk()
        self.rules = rules_of(batch.division_code)
        projects = Project.objects.filter(county=batch.division_code)
        self.projects = {each.number: each for each in projects}

    def say(self, asset: Asset, field: str, text: str) -> None:
        setattr(asset, field, self._of(field, text))

    def _of(self, field: str, text: str) -> Any:
        if field == "kind":
            return self.kinds[text]
        if field == "project":
            return self.projects.get(text)
        typed = TYPED.get(field)
        return (typed(text) if text else None) if typed else text
