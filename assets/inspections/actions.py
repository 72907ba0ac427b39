"""Handing in an inspection: what was seen, its photos, and the problem that is to be repaired."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from assets.files.actions import attach
from assets.files.models import AssetFile
from assets.inspections.models import Inspection, InspectionDraft
from assets.inspections.refresh import refresh
from assets.inspections.repairs.actions import Problem, open_repair
from assets.ledger.actions import enter_state
from assets.ledger.choices import AssetClass
from assets.ledger.models import Asset
from monitoring.cases.visits.pictures import MOST_PHOTOS
from monitoring.registry.act import refuse_if, refuse_if_to_come

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.files.uploadedfile import UploadedFile

KEEP = "assets.register"


@transaction.atomic
def submit(
    asset: Asset,
    *,
    by: User,
    id: UUID,
    inspected_on: date,
    state: str,
    photos: "Sequence[UploadedFile[bytes]]",
    note: str = "",
    problem: Problem | None = None,
) -> Inspection:
    """Handed in again, the same id gives the same inspection."""
    require(by, KEEP, asset.division_id)
    asset = Asset.objects.select_for_update().get(pk=asset.pk)
    handed_in = Inspection.objects.filter(pk=id).first()
    if handed_in:
        return _the_same(handed_in, asset, by)
    _refuse(asset, inspected_on, photos)
    made = Inspection(
        id=id, asset=asset, division_id=asset.division_id, inspected_on=inspected_on, state=state,
        note=note.strip(), by=by,
    )  # fmt: skip
    made.full_clean()
    made.save(force_insert=True)
    kept = [
        attach(asset, by=by, kind=AssetFile.Kind.PHOTO, upload=each, taken_on=inspected_on)
        for each in photos
    ]
    made.photos.set(kept)
    if problem:
        open_repair(made, problem, by=by)
    _say(made)
    Asset.objects.filter(pk=asset.pk).confirm(inspected_on)
    InspectionDraft.objects.filter(asset=asset, by=by).delete()
    refresh(timezone.localdate(), [asset.pk])
    code = asset.division_id
    audit.record(Event.ASSET_INSPECTED, by=by, division_code=code, subject=asset, state=state)
    return made


def _the_same(made: Inspection, asset: Asset, by: User) -> Inspection:
    another = (made.asset_id, made.by_id) != (asset.pk, by.pk)
    refuse_if(another, _("Another inspection has this number. Load the page again."))
    return made


def _refuse(asset: Asset, day: date, photos: "Sequence[UploadedFile[bytes]]") -> None:
    refuse_if(asset.ended_on, _("This asset has ended; its record can only be read."))
    refuse_if(not is_inspected(asset), _("This asset is not inspected: nobody can look at it."))
    refuse_if_to_come(day)
    refuse_if(day < asset.began_on, _("The asset was not in use on that day yet."))
    refuse_if(not photos, _("Take at least one photo of the asset."))
    refuse_if(len(photos) > MOST_PHOTOS, _("At most %(most)s photos.") % {"most": MOST_PHOTOS})


def is_inspected(asset: Asset) -> bool:
    """Not shares, which stand nowhere, nor what a household manages by itself."""
    return asset.asset_class != AssetClass.HOUSEHOLD and not asset.kind.is_equity


def _say(made: Inspection) -> None:
    """The state that was seen, where it is news and nobody said a later one."""
    last = made.asset.states.first()
    if made.asset.state == made.state or (last and last.since > made.inspected_on):
        return
    reason = _("Seen at an inspection")
    said = f"{reason}：{made.note}"[:200] if made.note else reason
    enter_state(made.asset, made.state, since=made.inspected_on, reason=said, by=made.by)
