"""One person proposes with reason and paper, another one approves, and that carries it out."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from accounts.races import save_or_say
from assets.files import actions as files
from assets.files.models import AssetFile
from assets.ledger.actions import REGISTER, next_number
from assets.ledger.models import Asset
from assets.restructuring.following import follow, followers
from assets.restructuring.models import Former, Restructuring, Successor
from assets.restructuring.rules import around, check
from assets.restructuring.worth import Worth, passed_on
from assets.rights.actions import let_go
from monitoring.registry.act import refuse_if

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

APPROVE = "assets.approve"
State = Restructuring.State


@transaction.atomic
def propose(
    assets: Sequence[Asset],
    parts: Sequence[Successor],
    *,
    by: User,
    kind: str,
    day: date,
    reason: str,
    document: str,
    upload: "UploadedFile[bytes]",
) -> Restructuring:
    """`parts` are the assets that will begin, not saved yet."""
    for asset in assets:
        require(by, REGISTER, asset.division_id)
    old = _locked(asset.pk for asset in assets)
    check(kind, old, parts, day)
    paper = files.attach(
        old[0], by=by, kind=AssetFile.Kind.APPROVAL, upload=upload, note=document[:200]
    )
    case = Restructuring(
        kind=kind, division=around(old), day=day, reason=reason.strip(),
        document=document.strip(), paper=paper, by=by,
    )  # fmt: skip
    _save(case)
    for asset in old:
        _save(Former(restructuring=case, asset=asset))
    for part in parts:
        part.restructuring = case
        _save(part)
    _record(Event.RESTRUCTURING_PROPOSED, case, by)
    return case


@transaction.atomic
def approve(case: Restructuring, *, by: User, opinion: str = "") -> None:
    """And carries it out, by the rules and values as they are now."""
    case = _decided(case, State.CARRIED_OUT, by=by, opinion=opinion)
    old = _locked(case.formers.values_list("asset", flat=True))
    parts = list(case.successors.select_related("division", "restructuring"))
    case.formers.update(is_open=False)
    refuse_if(case.paper.withdrawn_at, _("Its paper was withdrawn. Send it back."))
    check(case.kind, old, parts, case.day)
    worths = passed_on(old, [part.original_value for part in parts], case.day)
    for part, worth in zip(parts, worths, strict=True):
        part.asset = _begun(part, worth, old[0], by=by)
        part.save(update_fields=["asset"])
        follow(part, part.asset, old, by=by)
    new = [part.asset for part in parts]
    for goes_on in followers:
        goes_on(case, old, new, by=by)
    let_go(old, case.day)
    Asset.objects.filter(pk__in=[asset.pk for asset in old]).update(ended_on=case.day)
    _record(Event.RESTRUCTURING_CARRIED_OUT, case, by)


@transaction.atomic
def send_back(case: Restructuring, *, by: User, opinion: str) -> None:
    refuse_if(not opinion.strip(), _("Say why."))
    case = _decided(case, State.SENT_BACK, by=by, opinion=opinion)
    case.formers.update(is_open=False)
    _record(Event.RESTRUCTURING_SENT_BACK, case, by)


@transaction.atomic
def withdraw(case: Restructuring, *, by: User) -> None:
    """By whoever proposed it."""
    require(by, REGISTER, case.division_id)
    refuse_if(case.by_id != by.pk, _("Only who proposed this withdraws it."))
    _close(case, state=State.WITHDRAWN)
    case.formers.update(is_open=False)
    _record(Event.RESTRUCTURING_WITHDRAWN, case, by)


def _decided(case: Restructuring, state: State, *, by: User, opinion: str) -> Restructuring:
    require(by, APPROVE, case.division_id)
    refuse_if(case.by_id == by.pk, _("A second person has to decide what one proposed."))
    _close(case, state=state, decided_by=by, opinion=opinion.strip())
    return Restructuring.objects.select_related("paper", "division").get(pk=case.pk)


def _close(case: Restructuring, **values: Any) -> None:
    """Once: of two who decide at the same moment the second one is told."""
    closed = Restructuring.objects.open().filter(pk=case.pk)
    refuse_if(
        not closed.update(decided_at=timezone.now(), **values),
        _("Somebody else decided about this meanwhile. Look at it again."),
    )


def _locked(ids: Any) -> list[Asset]:
    """In one order, so that two proposals about the same assets wait for each other."""
    found = Asset.objects.select_for_update(of=("self",)).filter(pk__in=list(ids))
    return list(found.select_related("division").order_by("pk"))


def _begun(part: Successor, worth: Worth, like: Asset, *, by: User) -> Asset:
    asset = Asset(
        number=next_number(part.division_id), name=part.name, kind_id=like.kind_id,
        asset_class=like.asset_class, project_id=like.project_id, division=part.division,
        place=part.place, latitude=like.latitude, longitude=like.longitude, state=like.state,
        original_value=worth.original_value, written_off=worth.written_off,
        residual_value=worth.residual_value, life_months=worth.life_months,
        began_on=part.restructuring.day, by=by,
    )  # fmt: skip
    _save(asset)
    return asset


def _save(row: Any) -> None:
    row.full_clean()
    save_or_say(row, force_insert=True)


def _record(event: Event, case: Restructuring, by: User) -> None:
    audit.record(event, by=by, division_code=case.division_id, subject=case, kind=case.kind)
