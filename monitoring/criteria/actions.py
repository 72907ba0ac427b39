"""Every write of criteria. What one person writes, a second one releases."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import Division, User
from monitoring.criteria import packs, parameter_actions, released, workflow
from monitoring.criteria.grammar import parse
from monitoring.criteria.models import Criterion, Pack, Version
from monitoring.criteria.scope import require_here, require_writer

COPIED = ("position", "code", "name", "condition", "severity", "effect", "risk", "document")


@transaction.atomic
def draft(
    *,
    by: User,
    valid_from: date,
    document: str,
    county: Division | None = None,
    note: str = "",
    back_to_common: bool = False,
) -> Version:
    """A new version that starts as a copy of the one it will follow, or goes back to the common."""
    require_here(by, "criteria.change", county)
    pack = Pack.objects.select_for_update().get(code=packs.CODE)  # numbers are given one by one
    before = _in_force(valid_from, county)
    version = Version(
        pack=pack,
        number=pack.versions.latest("number").number + 1,
        county=county,
        valid_from=valid_from,
        document=document,
        note=note,
        back_to_common=back_to_common,
        made_by=by,
    )
    version.full_clean()
    version.save()
    Criterion.objects.bulk_create(
        Criterion(version=version, **{name: getattr(criterion, name) for name in COPIED})
        for criterion in before.criteria.all()
        if not back_to_common
    )
    _record(Event.VERSION_DRAFTED, version, by=by, copied_from=before.number)
    return version


@transaction.atomic
def change_criterion(criterion: Criterion, *, by: User, **values: Any) -> Criterion:
    """New values for some of its fields; a condition must be of the grammar."""
    version = _open_version(criterion.version_id, by=by)
    criterion = _still_there(criterion)
    old = {name: getattr(criterion, name) for name in values}
    for name, value in values.items():
        setattr(criterion, name, value)
    _check(criterion)
    criterion.save(update_fields=list(values))
    changed = {name: [old[name], value] for name, value in values.items() if old[name] != value}
    _record(Event.VERSION_CHANGED, version, by=by, criterion=criterion.code, changed=changed)
    return criterion


@transaction.atomic
def add_criterion(version: Version, *, by: User, **values: Any) -> Criterion:
    version = _open_version(version.pk, by=by)
    if version.back_to_common:
        raise ValidationError(
            _("This version follows the common criteria and has none of its own.")
        )
    last = version.criteria.order_by("position").last()
    position = last.position + 1 if last else 1
    criterion = Criterion(
        version=version,
        position=position,
        code=f"criterion-{version.number}-{position}",
        **values,
    )
    _check(criterion)
    criterion.save()
    _record(Event.VERSION_CHANGED, version, by=by, criterion=criterion.code, added=values)
    return criterion


@transaction.atomic
def remove_criterion(criterion: Criterion, *, by: User) -> None:
    version = _open_version(criterion.version_id, by=by)
    _still_there(criterion).delete()
    _record(
        Event.VERSION_CHANGED, version, by=by, criterion=criterion.code, removed=criterion.condition
    )


@transaction.atomic
def submit(version: Version, *, by: User) -> None:
    version = _open_version(version.pk, by=by)
    if not (version.back_to_common or version.criteria.exists()):
        raise ValidationError(_("A version without criteria would flag nobody. Add one first."))
    workflow.advance(version, workflow.SUBMIT, by=by)
    _record(Event.VERSION_SUBMITTED, version, by=by)


@transaction.atomic
def release(version: Version, *, by: User) -> None:
    require_here(by, "criteria.release", version.county)
    workflow.advance(version, workflow.RELEASE, by=by, released_by=by, released_at=timezone.now())
    _record(Event.VERSION_RELEASED, version, by=by, valid_from=str(version.valid_from))
    released.announce(version.county_id, version.valid_from, by=by)


@transaction.atomic
def return_for_changes(version: Version, *, by: User, note: str) -> None:
    require_here(by, "criteria.release", version.county)
    workflow.advance(version, workflow.RETURN, by=by, note=note)
    _record(Event.VERSION_RETURNED, version, by=by, note=note)


@transaction.atomic
def propose(
    *,
    by: User,
    parameters: Mapping[str, Decimal],
    conditions: Mapping[str, Any],
    valid_from: date,
    document: str,
    county: Division | None = None,
) -> None:
    """Hand in what was tried: values and conditions, by code, for a second person to release."""
    if not parameters and not conditions:
        raise ValidationError(_("Nothing differs from what is in force."))
    for parameter, value in parameters.items():
        parameter_actions.set_parameter(
            parameter, by=by, value=value, valid_from=valid_from, document=document, county=county
        )
    if conditions:
        version = draft(by=by, valid_from=valid_from, document=document, county=county)
        for criterion in version.criteria.filter(code__in=conditions):
            change_criterion(criterion, by=by, condition=conditions[criterion.code])
        submit(version, by=by)


def _in_force(day: date, county: Division | None) -> Version:
    try:
        return packs.in_force(day, county.code if county else None)
    except Version.DoesNotExist as error:
        raise ValidationError(_("On that day no criteria are in force yet.")) from error


def _open_version(pk: int, *, by: User) -> Version:
    """The version, locked, if `by` may write it now."""
    version = Version.objects.select_for_update().get(pk=pk)
    require_writer(version, by)
    if version.state not in workflow.SUBMIT.before:
        raise ValidationError(_("This version can no longer be changed. Draft a new one."))
    return version


def _still_there(criterion: Criterion) -> Criterion:
    """As it is now that its version is locked."""
    found = Criterion.objects.filter(pk=criterion.pk).first()
    if found is None:
        raise ValidationError(_("This criterion was removed meanwhile."))
    return found


def _check(criterion: Criterion) -> None:
    criterion.condition = parse(criterion.condition).to_json()
    criterion.full_clean()


def _record(event: Event, version: Version, *, by: User, **detail: Any) -> None:
    audit.record(
        event, by=by, division_code=version.county_id or "", subject=version,
        version=version.number, **detail,
    )  # fmt: skip
