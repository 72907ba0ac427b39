"""Explaining a difference, checking it in the township, deciding it in the county.

What is approved is carried out in the ledger in the same transaction.
"""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from accounts.permissions import require
from assets.files import actions as files
from assets.files.models import AssetFile
from assets.stocktake.actions import COUNT, running
from assets.stocktake.differences import carrying_out
from assets.stocktake.differences.models import StockDifference
from assets.stocktake.differences.querysets import StockDifferenceQuerySet
from assets.stocktake.models import StockLine, StockTake
from monitoring.registry.act import refuse_if

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

CHECK = "stocktake.check"
DECIDE = "assets.approve"
What, State = StockDifference.What, StockDifference.State


@transaction.atomic
def explain(
    line: StockLine,
    *,
    by: User,
    what: str,
    explanation: str,
    new_state: str = "",
    new_place: str = "",
    new_value: Decimal | None = None,
    photo: "UploadedFile[bytes] | None" = None,
) -> StockDifference:
    """That an asset is not there, or otherwise than recorded; again after it was sent back."""
    require(by, COUNT, line.division_id)
    running(line.take)
    line = StockLine.objects.select_related("asset").get(pk=line.pk)
    asset = line.asset
    refuse_if(asset.ended_on, _("This asset has ended; its record can only be read."))
    known = StockDifference.objects.filter(line=line).first()
    refuse_if(
        known and known.state != State.RETURNED, _("A difference of this asset is explained.")
    )
    difference = known or StockDifference(take=line.take, line=line, division_id=line.division_id)
    found = {"new_state": new_state, "new_place": new_place.strip(), "new_value": new_value}
    if what == What.MISSING:
        found = {"new_state": "", "new_place": "", "new_value": None}
    old = {
        "old_state": asset.state, "old_place": asset.place, "old_value": asset.original_value,
    }  # fmt: skip
    _begin(difference, by, what=what, explanation=explanation, **found, **old)
    same = all(before == after for _name, before, after in difference.found())
    refuse_if(what == What.OTHERWISE and same, _("Say which state, place or value was found."))
    if photo:
        kind = AssetFile.Kind.PHOTO
        difference.photo = files.attach(asset, by=by, kind=kind, upload=photo, note=explanation)
    difference.full_clean()
    difference.save()
    now = {"result": StockLine.Result.DIFFERS, "by": by, "at": timezone.now()}
    StockLine.objects.filter(pk=line.pk).update(**now)
    _record(Event.STOCK_DIFFERENCE_EXPLAINED, difference, by, what=what)
    return difference


@transaction.atomic
def report_surplus(
    take: StockTake, place: Division, *, by: User, explanation: str, **values: Any
) -> StockDifference:
    """What stands there and is in no ledger; approved, it is entered."""
    require(by, COUNT, place.code)
    refuse_if(place.code[:6] != take.county_id[:6], _("Choose one of the same county."))
    take = running(take)
    difference = StockDifference(take=take, division=place)
    _begin(difference, by, what=What.SURPLUS, explanation=explanation, **values)
    difference.full_clean()
    difference.save(force_insert=True)
    _record(Event.STOCK_DIFFERENCE_EXPLAINED, difference, by, what=What.SURPLUS)
    return difference


@transaction.atomic
def check(difference: StockDifference, *, by: User) -> None:
    """In the township, by another person than who explained it."""
    require(by, CHECK, difference.division_id)
    difference = _waiting(difference, StockDifference.objects.to_check())
    _refuse_own(difference, by)
    difference.state, difference.checked_by = State.CHECKED, by
    difference.save(update_fields=["state", "checked_by"])
    _record(Event.STOCK_DIFFERENCE_CHECKED, difference, by)


@transaction.atomic
def approve(
    difference: StockDifference,
    *,
    by: User,
    state: str = "",
    upload: "UploadedFile[bytes] | None" = None,
) -> None:
    """And carry it out. `state` and the paper say what becomes of what was not found."""
    require(by, DECIDE, difference.division_id)
    difference = _waiting(difference, StockDifference.objects.to_decide())
    _refuse_own(difference, by)
    if difference.what == What.MISSING:
        difference.paper = carrying_out.missing(difference, by=by, state=state, upload=upload)
    elif difference.what == What.OTHERWISE:
        carrying_out.otherwise(difference, by=by)
    else:
        difference.became = carrying_out.surplus(difference, by=by)
    difference.state, difference.decided_by = State.APPROVED, by
    difference.decided_at = timezone.now()
    difference.save()
    _record(Event.STOCK_DIFFERENCE_APPROVED, difference, by, what=difference.what)


@transaction.atomic
def send_back(difference: StockDifference, *, by: User, reason: str) -> None:
    """To whoever explained it: the asset is to be looked for again."""
    difference = _waiting(difference, StockDifference.objects.undecided())
    require(by, CHECK if difference.waits_for_township else DECIDE, difference.division_id)
    refuse_if(not reason.strip(), _("Say why."))
    difference.state, difference.returned_because = State.RETURNED, reason.strip()
    difference.save(update_fields=["state", "returned_because"])
    again = {"result": StockLine.Result.OPEN, "by": None, "at": None}
    StockLine.objects.filter(difference=difference).update(**again)
    _record(Event.STOCK_DIFFERENCE_RETURNED, difference, by)


def _waiting(difference: StockDifference, waiting: StockDifferenceQuerySet) -> StockDifference:
    """As it stands now, under the lock of its stock-take, so that nobody else decides it too."""
    running(difference.take)
    found = waiting.for_list().filter(pk=difference.pk).first()
    if found is None:
        raise ValidationError(_("Somebody else decided this meanwhile. Load the page again."))
    return found


def _begin(difference: StockDifference, by: User, **values: Any) -> None:
    for name, value in values.items():
        setattr(difference, name, value)
    difference.state, difference.returned_because = State.EXPLAINED, ""
    difference.explained_by, difference.explained_at = by, timezone.now()
    difference.checked_by = difference.decided_by = None


def _refuse_own(difference: StockDifference, by: User) -> None:
    refuse_if(
        difference.explained_by_id == by.pk, _("Another person than who explained it decides.")
    )


def _record(event: Event, difference: StockDifference, by: User, **detail: Any) -> None:
    code = difference.division_id
    audit.record(event, by=by, division_code=code, subject=difference, **detail)
