"""Keeping a photo or paper with an asset, and withdrawing one that was wrong."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from assets.files.models import AssetFile
from assets.ledger.models import Asset
from monitoring.cases.casework.attachments import kept
from monitoring.cases.visits.pictures import photo
from monitoring.registry.act import refuse_if, refuse_if_to_come

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

KEEP = "assets.register"


@transaction.atomic
def attach(
    asset: Asset,
    *,
    by: User,
    kind: str,
    upload: "UploadedFile[bytes]",
    note: str = "",
    taken_on: date | None = None,
) -> AssetFile:
    """Also of an asset that has ended: papers come late.

    ValidationError where the content is none that is kept, whatever its name says.
    """
    require(by, KEEP, asset.division_id)
    if taken_on:
        refuse_if_to_come(taken_on)
    file = photo(upload) if kind == AssetFile.Kind.PHOTO else kept(upload)
    made = AssetFile(asset=asset, kind=kind, note=note.strip(), taken_on=taken_on, by=by)
    made.full_clean(exclude=["file"])
    made.file.save(str(file.name), file, save=False)
    made.save(force_insert=True)
    _record(Event.ASSET_FILE_ADDED, made, by)
    return made


@transaction.atomic
def withdraw(found: AssetFile, *, by: User, reason: str) -> None:
    require(by, KEEP, found.asset.division_id)
    refuse_if(not reason.strip(), _("Say why."))
    open_ones = AssetFile.objects.current().filter(pk=found.pk)
    refuse_if(
        not open_ones.update(
            withdrawn_at=timezone.now(), withdrawn_by=by, withdrawn_because=reason.strip()
        ),
        _("This file is withdrawn already."),
    )
    _record(Event.ASSET_FILE_WITHDRAWN, found, by)


def _record(event: Event, file: AssetFile, by: User) -> None:
    code = file.asset.division_id
    audit.record(event, by=by, division_code=code, subject=file.asset, file=file.pk, kind=file.kind)
