"""New and changed assets, each kept in one statement, and each new state."""

from collections.abc import Collection, Sequence
from typing import Any

from django.utils import timezone

from accounts.models import User
from assets.corrections.models import Correction
from assets.ledger.actions import next_number
from assets.ledger.changing import AT_ONCE, Changes, remember
from assets.ledger.models import Asset
from assets.ledger.states import StateEntry
from assets.workbooks.models import Brought
from assets.workbooks.storing import told, update
from monitoring.exchange.models import Batch

WRITTEN = (
    "name", "kind_id", "project_id", "place", "latitude", "longitude", "state", "began_on",
    "original_value", "residual_value", "life_months",
)  # fmt: skip


def add(assets: Sequence[Asset], *, by: User, batch: Batch) -> None:
    """Those with a number first: the others are given the numbers that follow."""
    unnumbered = [asset for asset in assets if not asset.number]
    for asset in assets:
        asset.by = by
    Asset.objects.bulk_create([each for each in assets if each.number], batch_size=AT_ONCE)
    _number(unnumbered, batch)
    Asset.objects.bulk_create(unnumbered, batch_size=AT_ONCE)
    Brought.objects.bulk_create(
        (Brought(asset=asset, batch=batch) for asset in assets), batch_size=AT_ONCE
    )
    entered: dict[str, Any] = {"reason": told(batch), "by": by}
    StateEntry.objects.bulk_create(
        (
            StateEntry(asset=asset, state=asset.state, since=asset.began_on, **entered)
            for asset in assets
        ),
        batch_size=AT_ONCE,
    )


def change(
    changed: Collection[tuple[Asset, Changes]], *, reason: str, by: User, batch: Batch | None = None
) -> None:
    """All that a workbook may change; what was said before, and each new state."""
    update(Asset, (asset for asset, _changes in changed), WRITTEN)
    remember(Correction, changed, reason=reason, by=by, batch=batch)
    since, told_of = timezone.localdate(), [each for each, said in changed if "state" in said]
    StateEntry.objects.bulk_create(
        (
            StateEntry(asset=asset, state=asset.state, since=since, reason=reason, by=by)
            for asset in told_of
        ),
        batch_size=AT_ONCE,
    )
    Asset.objects.filter(pk__in=[asset.pk for asset in told_of]).confirm(since)


def _number(assets: Sequence[Asset], batch: Batch) -> None:
    """In the order of the rows."""
    if assets:
        county, first = next_number(batch.division_code).rsplit("-", 1)
        for place, asset in enumerate(assets, int(first)):
            asset.number = f"{county}-{place:06d}"
