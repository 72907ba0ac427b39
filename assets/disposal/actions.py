"""Preparing a disposal with its papers, handing it in, deciding about it; rules are data."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from accounts.races import save_or_say
from assets.disposal.carrying_out import carry_out
from assets.disposal.models import Disposal, Requirement
from assets.disposal.requirements import lacking, required, ways
from assets.files import actions as files
from assets.files.models import AssetFile
from assets.ledger.actions import REGISTER, locked
from assets.ledger.models import Asset
from monitoring.registry.act import refuse_if

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

State = Disposal.State
# The papers a disposal may need, and what each is kept as.
PAPERS = {
    "appraisal": AssetFile.Kind.APPRAISAL,
    "decision": AssetFile.Kind.DECISION,
    "notice": AssetFile.Kind.NOTICE,
}


@transaction.atomic
def prepare(asset: Asset, *, by: User, way: str, **terms: Any) -> Disposal:
    """A draft; what its papers lack is said until it is handed in."""
    require(by, REGISTER, asset.division_id)
    asset = locked(asset)
    refuse_if(
        asset.endings.filter(is_open=True).exists(),
        _("A change of this asset waits for approval already."),
    )
    refuse_if(way not in ways(asset), _("This does not fit the class of the asset."))
    made = Disposal(asset=asset, division_id=asset.division_id, way=way, by=by, **terms)
    made.full_clean()
    save_or_say(made, force_insert=True)
    _record(Event.DISPOSAL_PREPARED, made, by)
    return made


@transaction.atomic
def change(found: Disposal, *, by: User, **terms: Any) -> None:
    """What was said of it, while it is prepared."""
    _keep(_draft(found, by), by, **terms)


@transaction.atomic
def add_paper(
    found: Disposal, *, by: User, paper: str, upload: "UploadedFile[bytes]", **said: Any
) -> None:
    """One of PAPERS with what it says; a newer one takes its place."""
    found = _draft(found, by)
    kind, note = PAPERS[paper], str(found)[:200]
    kept = files.attach(found.asset, by=by, kind=kind, upload=upload, note=note)
    _keep(found, by, **{paper: kept}, **said)


@transaction.atomic
def submit(found: Disposal, *, by: User) -> None:
    """What is filed only is carried out by it; anything else waits for who decides."""
    found = _draft(found, by)
    rule = _complete(found)
    found.submitted_by, found.opinion = by, ""
    if rule.permission:
        found.state = State.SUBMITTED
        found.save(update_fields=["submitted_by", "opinion", "state"])
        _record(Event.DISPOSAL_SUBMITTED, found, by)
    else:
        _finish(found, rule, by)


@transaction.atomic
def approve(found: Disposal, *, by: User, opinion: str = "") -> None:
    """And carries it out, by the rules as they are now."""
    found = _waiting(found, by)
    rule = _complete(found)
    found.decided_by, found.opinion = by, opinion.strip()
    _finish(found, rule, by)


@transaction.atomic
def send_back(found: Disposal, *, by: User, opinion: str) -> None:
    """To be mended; its papers stay."""
    refuse_if(not opinion.strip(), _("Say why."))
    found = _waiting(found, by)
    found.state, found.opinion, found.submitted_by = State.DRAFT, opinion.strip(), None
    found.save(update_fields=["state", "opinion", "submitted_by"])
    _record(Event.DISPOSAL_SENT_BACK, found, by)


@transaction.atomic
def withdraw(found: Disposal, *, by: User) -> None:
    require(by, REGISTER, found.division_id)
    found = _locked(found, State.DRAFT, State.SUBMITTED)
    found.state = State.WITHDRAWN
    found.save(update_fields=["state"])
    _record(Event.DISPOSAL_WITHDRAWN, found, by)


@transaction.atomic
def set_requirement(*, by: User, **values: Any) -> Requirement:
    require(by, "procedures.change")
    made = Requirement(by=by, **values)
    made.full_clean()
    save_or_say(made, force_insert=True)
    audit.record(Event.DISPOSAL_RULE_SET, by=by, subject=made)
    return made


def _draft(found: Disposal, by: User) -> Disposal:
    require(by, REGISTER, found.division_id)
    return _locked(found, State.DRAFT)


def _waiting(found: Disposal, by: User) -> Disposal:
    """Who decides is not who prepared it, nor who handed it in."""
    found = _locked(found, State.SUBMITTED)
    rule = required(found)
    require(by, (rule and rule.permission) or "assets.approve", found.division_id)
    refuse_if(
        by.pk in (found.by_id, found.submitted_by_id),
        _("A second person has to decide what one proposed."),
    )
    return found


def _locked(found: Disposal, *states: State) -> Disposal:
    """The asset before it, as restructurings lock it; of two at once the second one is told."""
    Asset.objects.select_for_update(of=("self",)).get(pk=found.asset_id)
    row: Disposal = Disposal.objects.select_for_update(of=("self",)).get(pk=found.pk)
    refuse_if(
        row.state not in states,
        _("Somebody else decided about this meanwhile. Look at it again."),
    )
    return row


def _complete(found: Disposal) -> Requirement:
    """ValidationError with all that is lacking."""
    rule = required(found)
    sentences = lacking(found, rule)
    if rule is None or sentences:
        raise ValidationError(_("Still lacking: ") + " ".join(sentences))
    return rule


def _finish(found: Disposal, rule: Requirement, by: User) -> None:
    found.requirement, found.state = rule, State.DONE
    carry_out(found, by=by)
    _record(Event.DISPOSAL_CARRIED_OUT, found, by)


def _keep(found: Disposal, by: User, **values: Any) -> None:
    for name, value in values.items():
        setattr(found, name, value)
    found.full_clean()
    save_or_say(found, update_fields=list(values))
    _record(Event.DISPOSAL_CHANGED, found, by)


def _record(event: Event, found: Disposal, by: User) -> None:
    code = found.division_id
    audit.record(event, by=by, division_code=code, subject=found.asset, way=found.way)
