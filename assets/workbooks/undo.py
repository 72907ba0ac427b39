"""An applied workbook taken back: all of it, except what somebody went on from since."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q
from django.utils.translation import gettext as _

from accounts.models import User
from assets.corrections.actions import WORTH, said
from assets.corrections.models import Correction
from assets.ledger.actions import wear
from assets.ledger.models import Asset, Kind, Project
from assets.ledger.states import StateEntry
from assets.workbooks import storing
from assets.workbooks.known import rule_among, rules_of
from assets.workbooks.models import Brought
from monitoring.exchange.models import Batch

TYPED: dict[str, Callable[[str], Any]] = {
    "latitude": Decimal, "longitude": Decimal, "original_value": Decimal,
    "began_on": date.fromisoformat,
}  # fmt: skip
# What nights make of assets by themselves, which goes with them; filled in assets/wiring.py.
derived: list[type[Model]] = []
OWN = {"states", "corrections", "brought"}  # of every asset that came with a workbook


def take_back(batch: Batch, *, by: User, why: str) -> int:
    """How many values and assets stay, because they were changed or used since."""
    return _forget(batch) + _restore(batch, by=by, why=why)


def _forget(batch: Batch) -> int:
    """Remove the assets that it brought and nobody did anything with."""
    brought = Asset.objects.filter(brought__batch=batch)
    untouched = brought.filter(~_used(), corrections=None, ended_on=None)
    later = StateEntry.objects.filter(asset=OuterRef("pk")).exclude(reason=storing.told(batch))
    going = untouched.filter(~Exists(later)).select_for_update(of=("self",))
    ids = list(going.values_list("pk", flat=True))
    going_with_it: list[type[Model]] = [*derived, StateEntry, Brought]
    for model in going_with_it:
        model._base_manager.filter(asset__in=ids).delete()
    Asset.objects.filter(pk__in=ids).delete()
    return brought.count()


def _restore(batch: Batch, *, by: User, why: str) -> int:
    """Give back what was said before it, wherever that is still what it made of it."""
    made = Correction.objects.filter(batch=batch)
    rows = Asset.objects.filter(pk__in=made.values("asset")).select_related("kind", "project")
    assets = rows.select_for_update(of=("self",)).in_bulk()
    values = _Values(batch)
    undone: defaultdict[int, dict[str, tuple[str, str]]] = defaultdict(dict)
    for each in made:
        asset = assets[each.asset_id]
        if asset.ended_on or said(asset, each.field) != each.after:
            continue
        undone[each.asset_id][each.field] = each.after, each.before
        setattr(asset, each.field, values.of(each.field, each.before))
    for pk, changes in undone.items():
        if set(changes) & set(WORTH):
            wear(assets[pk], rule_among(values.rules, assets[pk].kind, assets[pk].began_on))
    storing.update(assets[pk] for pk in undone)
    reason = _("%(workbook)s undone: %(why)s") % {"workbook": storing.told(batch), "why": why}
    storing.record([(assets[pk], changes) for pk, changes in undone.items()], reason[:200], by=by)
    return made.count() - sum(map(len, undone.values()))


class _Values:
    """The values that the texts of corrections stand for."""

    def __init__(self, batch: Batch) -> None:
        self.kinds = Kind.objects.in_bulk()
        self.rules = rules_of(batch.division_code)
        projects = Project.objects.filter(county=batch.division_code)
        self.projects = {each.number: each for each in projects}

    def of(self, field: str, text: str) -> Any:
        if field == "kind":
            return self.kinds[text]
        if field == "project":
            return self.projects.get(text)
        typed = TYPED.get(field)
        return (typed(text) if text else None) if typed else text


def _used() -> Q:
    """Whether any other slice has a row about it, whichever there are."""
    used = Q()
    for relation in Asset._meta.related_objects:
        is_own = relation.get_accessor_name() in OWN or relation.related_model in derived
        if not is_own:
            rows = relation.related_model._base_manager.filter(
                **{relation.field.name: OuterRef("pk")}
            )
            used |= Q(Exists(rows))
    return used
