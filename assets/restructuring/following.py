"""What goes over from the old assets to a new one: rights, papers and the state."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from accounts.models import User
from assets.files.models import AssetFile
from assets.ledger.actions import enter_state
from assets.ledger.models import Asset
from assets.restructuring.models import Successor
from assets.rights.models import Right

# What slices above take over from the old assets to the new ones, once for each restructuring;
# filled in assets/wiring.py.
followers: list[Callable[..., None]] = []


def follow(part: Successor, new: Asset, assets: Sequence[Asset], *, by: User) -> None:
    case = part.restructuring
    numbers = "、".join(asset.number for asset in assets)
    reason = _("%(kind)s, from %(numbers)s") % {
        "kind": case.get_kind_display(), "numbers": numbers
    }  # fmt: skip
    enter_state(new, assets[0].state, since=case.day, reason=reason[:200], by=by)
    Right.objects.bulk_create(_rights(part, new, assets[0], by))
    AssetFile.objects.bulk_create(
        AssetFile(
            asset=new, kind=file.kind, file=file.file.name, note=file.note,
            taken_on=file.taken_on, by=file.by, at=file.at,
        )
        for file in AssetFile.objects.current().filter(asset__in=assets).select_related("by")
    )  # fmt: skip


def _rights(part: Successor, new: Asset, old: Asset, by: User) -> list[Right]:
    """Those of the old asset, which hold in all that are merged; a new owner before the old one.

    A certificate says one whole asset: what is split or merged needs a new one.
    """
    case = part.restructuring
    whole = case.kind in (case.Kind.TRANSFER, case.Kind.COLLECTIVE)
    kept = old.rights.on(case.day)
    if part.holder:
        kept = kept.exclude(kind=Right.Kind.OWNERSHIP)
    rights = [
        Right(
            asset=new, kind=right.kind, holder_kind=right.holder_kind, holder=right.holder,
            document=right.document, certificate=right.certificate if whole else "",
            starts_on=case.day, ends_on=right.ends_on, by=by,
        )
        for right in kept
    ]  # fmt: skip
    return rights + ([_ownership(part, new, by)] if part.holder else [])


def _ownership(part: Successor, new: Asset, by: User) -> Right:
    case = part.restructuring
    return Right(
        asset=new, kind=Right.Kind.OWNERSHIP, holder_kind=part.holder_kind, holder=part.holder,
        document=case.document, starts_on=case.day, by=by,
    )  # fmt: skip
