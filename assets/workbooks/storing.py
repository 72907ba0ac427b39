"""What was judged, kept: one statement for the new assets, one for the changed ones."""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assets.corrections.models import Correction
from assets.ledger.actions import next_number
from assets.ledger.models import Asset
from assets.ledger.states import StateEntry
from assets.workbooks.judging import Verdict
from assets.workbooks.models import Brought
from monitoring.exchange.models import Batch

AT_ONCE = 2000

UPDATE = """
    UPDATE assets_asset a SET
        name = s.name, kind_id = s.kind_id, project_id = s.project_id, place = s.place,
        latitude = s.latitude, longitude = s.longitude, state = s.state, began_on = s.began_on,
        original_value = s.original_value, residual_value = s.residual_value,
        life_months = s.life_months
    FROM jsonb_to_recordset(%s) AS s(
        id bigint, name text, kind_id text, project_id bigint, place text, latitude numeric,
        longitude numeric, state text, began_on date, original_value numeric,
        residual_value numeric, life_months int
    )
    WHERE a.id = s.id
"""
WRITTEN = (
    "id", "name", "kind_id", "project_id", "place", "latitude", "longitude", "state", "began_on",
    "original_value", "residual_value", "life_months",
)  # fmt: skip


def store(batch: Batch, verdicts: Iterable[Verdict], *, by: User) -> None:
    kept = [each for each in verdicts if each.asset]
    _add([each.asset for each in kept if each.status == "new" and each.asset], batch, by)
    changed = [each for each in kept if each.status == "changed"]
    update(each.asset for each in changed if each.asset)
    record([(v.asset, v.changes) for v in changed if v.asset], told(batch), by=by, batch=batch)


def update(assets: Iterable[Asset]) -> None:
    """All that a workbook may change, of all of them in one statement."""
    rows = [{name: getattr(asset, name) for name in WRITTEN} for asset in assets]
    with connection.cursor() as cursor:
        cursor.execute(UPDATE, [json.dumps(rows, default=str)])


def record(
    changed: Collection[tuple[Asset, dict[str, tuple[str, str]]]],
    reason: str,
    *,
    by: User,
    batch: Batch | None = None,
) -> None:
    """What was said before, and each new state."""
    at, today = timezone.now(), timezone.localdate()
    Correction.objects.bulk_create(
        (
            Correction(
                asset=asset, field=name, before=before, after=after, reason=reason, batch=batch,
                by=by, at=at,
            )
            for asset, changes in changed
            for name, (before, after) in changes.items()
        ),
        batch_size=AT_ONCE,
    )  # fmt: skip
    StateEntry.objects.bulk_create(
        StateEntry(asset=asset, state=asset.state, since=today, reason=reason, by=by, at=at)
        for asset, changes in changed
        if "state" in changes
    )


def told(batch: Batch) -> str:
    return _("Workbook %(number)s") % {"number": batch.pk}


def _add(assets: Sequence[Asset], batch: Batch, by: User) -> None:
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


def _number(assets: Sequence[Asset], batch: Batch) -> None:
    """In the order of the rows."""
    if assets:
        county, first = next_number(batch.division_code).rsplit("-", 1)
        for place, asset in enumerate(assets, int(first)):
            asset.number = f"{county}-{place:06d}"
