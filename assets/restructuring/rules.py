"""What may become what: asked when it is proposed, and again when it is approved."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Division
from assets.ledger.actions import LEVELS
from assets.ledger.choices import AssetClass
from assets.ledger.models import Asset
from assets.restructuring import obstacles
from assets.restructuring.models import Restructuring, Successor
from monitoring.criteria.querysets import county_code
from monitoring.registry.act import refuse_if, refuse_if_to_come
from monitoring.registry.quantities import ZERO

Kind = Restructuring.Kind

# What assets that are merged have in common, and what is said where they do not.
ALIKE: Sequence[tuple[Callable[[Asset], Any], Any]] = (
    (lambda asset: asset.county, gettext_lazy("Merge only assets of one county.")),
    (lambda asset: asset.asset_class, gettext_lazy("Merge only assets of one class.")),
    (
        lambda asset: (asset.kind_id, asset.life_months is None),
        gettext_lazy(
            "These assets lose their value in different ways. Merge only assets of one sub-class."
        ),
    ),
    (
        lambda asset: asset.project_id,
        gettext_lazy(
            "These assets were formed by different projects. Merged, nobody could tell any more "
            "whose money is in them."
        ),
    ),
    (
        lambda asset: asset.state,
        gettext_lazy("These assets are in different states. Say the same state of each first."),
    ),
)


def check(kind: str, assets: Sequence[Asset], parts: Sequence[Successor], day: date) -> None:
    """ValidationError with what to do."""
    refuse_if_to_come(day)
    for asset in assets:
        _one(asset, day)
    _numbers(kind, assets, parts)
    _alike(assets, day)
    _values(assets, parts)
    for part in parts:
        _place(part, assets[0])
    if kind in (Kind.TRANSFER, Kind.COLLECTIVE):
        _transfer(kind, assets[0], parts[0])


def around(assets: Sequence[Asset]) -> Division:
    """The smallest division with all of them."""
    codes = {asset.division_id for asset in assets}
    townships = {code[:9].ljust(12, "0") for code in codes}
    county = county_code(assets[0].division_id)
    near = next((each for each in (codes, townships) if len(each) == 1), {county})
    return Division.objects.get(pk=near.pop())


def _one(asset: Asset, day: date) -> None:
    said = {"asset": asset.name}
    refuse_if(
        asset.ended_on,
        _("“%(asset)s” has ended. Choose assets that are there.") % said,
    )
    refuse_if(
        asset.asset_class == AssetClass.HOUSEHOLD,
        _("“%(asset)s” is a household asset: it is registered only, and the household decides.")
        % said,
    )
    refuse_if(
        day < asset.began_on,
        _("On this day “%(asset)s” was not there yet. Choose a later day.") % said,
    )
    told_later = asset.states.filter(since__gt=day).exists()
    refuse_if(
        told_later or asset.rights.filter(starts_on__gt=day).exists(),
        _("A later state or right of “%(asset)s” is known. Choose a later day.") % said,
    )
    hindered = obstacles.first(asset)
    refuse_if(hindered, hindered)


def _numbers(kind: str, assets: Sequence[Asset], parts: Sequence[Successor]) -> None:
    refuse_if(kind == Kind.SPLIT and len(parts) < 2, _("Split it into at least two."))
    refuse_if(kind == Kind.MERGE and len(assets) < 2, _("Choose at least one more to merge with."))
    split, merged = kind == Kind.SPLIT, kind == Kind.MERGE
    wrong = (len(assets) > 1 and not merged) or (len(parts) != 1 and not split)
    refuse_if(wrong, _("Only a split makes several assets, and only a merge takes several."))


def _alike(assets: Sequence[Asset], day: date) -> None:
    for said_of, sentence in ALIKE:
        refuse_if(len({said_of(asset) for asset in assets}) > 1, str(sentence))
    held = {
        frozenset(asset.rights.on(day).values_list("kind", "holder_kind", "holder"))
        for asset in assets
    }
    refuse_if(
        len(held) > 1,
        _("The rights in these assets are held by different holders. Enter the same ones first."),
    )


def _values(assets: Sequence[Asset], parts: Sequence[Successor]) -> None:
    before = sum((asset.original_value for asset in assets), ZERO)
    after = sum((part.original_value for part in parts), ZERO)
    refuse_if(
        before != after,
        _("The original values add up to %(after)s yuan, but have to make %(before)s yuan.")
        % {"after": after, "before": before},
    )


def _place(part: Successor, asset: Asset) -> None:
    refuse_if(part.division.level not in LEVELS, _("Choose a village, township or county."))
    refuse_if(
        part.division_id[:6] != asset.division_id[:6],
        _("Choose a place in the same county."),
    )


def _transfer(kind: str, asset: Asset, part: Successor) -> None:
    refuse_if(
        part.division_id == asset.division_id and not part.holder,
        _("Say the new place or the new owner."),
    )
    to_collective = kind == Kind.COLLECTIVE
    refuse_if(
        to_collective and part.division.level != Division.Level.VILLAGE,
        _("Choose the village whose collective takes the asset over."),
    )
    refuse_if(to_collective and not part.holder, _("Name the village collective."))
