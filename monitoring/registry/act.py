"""One act of a person on households: begun under lock and permission, finished with its record."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.events import Event
from accounts.models import User
from accounts.permissions import require
from accounts.races import save_or_say
from monitoring.registry import rows
from monitoring.registry.changed import announce
from monitoring.registry.models import Household, Source

Values = Mapping[str, Any]
NEVER_SEEN: Values = {}


class ChangedMeanwhileError(ValidationError):
    """Somebody changed values that the person saw otherwise; `current` has them as they are."""

    def __init__(self, current: Values) -> None:
        super().__init__(_("Somebody else changed this meanwhile. Choose the value that is right."))
        self.current = current


def refuse_if(condition: object, sentence: str) -> None:
    if condition:
        raise ValidationError(sentence)


def refuse_if_to_come(day: date) -> None:
    refuse_if(day > timezone.localdate(), _("Choose a day that is not in the future."))


def may_change(by: User, household: Household) -> None:
    require(by, "households.change", household.division_id)


def begin(
    *households: Household,
    by: User,
    note: str,
    kind: str = Source.Kind.PERSON,
    allowed: Callable[[User, Household], None] = may_change,
) -> Source:
    """Lock the households in one order, check that `by` may act on them, and open the act.

    `allowed` raises PermissionDenied; acts that are no edit by hand have a rule of their own.
    """
    refuse_if(not note.strip(), _("Say why you change this."))
    ids = [household.pk for household in households]
    for household in Household.objects.select_for_update().filter(pk__in=ids).order_by("pk"):
        allowed(by, household)
        refuse_if(
            household.status != Household.Status.ACTIVE,
            _("This household has ended; its record can only be read."),
        )
    return Source.objects.create(kind=kind, by=by, note=note.strip())


def finish(event: Event, source: Source, *households: Household, **detail: Any) -> None:
    """The audit row, at the first of the households, and the word to who listens."""
    audit.record(
        event,
        by=source.by,
        division_code=households[0].division_id,
        subject=households[0],
        **detail,
    )
    announce(source, [household.pk for household in households])


def create_row(row: models.Model, *, source: Source, **values: Any) -> None:
    """A first row; its `source` says who gave it, so it needs no Change."""
    for name, value in values.items():
        setattr(row, name, value)
    row.source = source  # type: ignore[attr-defined]
    _clean(row, [field.name for field in row._meta.fields if _said(row, field)])
    save_or_say(row, force_insert=True)


def update_row(
    instance: models.Model, *, source: Source, seen: Values = NEVER_SEEN, **values: Any
) -> list[str]:
    """Set `values` on one row under its lock; names of those that differed, each with a Change.

    `seen` are the values the person had in view: where one of those to be changed is no longer
    so, nothing is changed.
    """
    row = type(instance)._base_manager.select_for_update().get(pk=instance.pk)
    names = _differing(row, values)
    current = {name: getattr(row, name) for name in names if name in seen}
    if any(value != seen[name] for name, value in current.items()):
        raise ChangedMeanwhileError(current)
    if names:
        before = rows.as_json(row)
        for name in names:
            setattr(row, name, values[name])
            setattr(instance, name, values[name])
        _clean(row, names)
        save_or_say(row, update_fields=names)
        rows.record_difference(row, before, source=source)
    return names


def _differing(row: models.Model, values: Values) -> list[str]:
    """A number encrypted anew differs only where what it says differs."""
    names = [name for name, value in values.items() if getattr(row, name) != value]
    said = {name.removesuffix("_masked").removesuffix("_hash") for name in names}
    return [name for name in names if name.removesuffix("_cipher") in {name, *said}]


def _said(row: models.Model, field: "models.Field[Any, Any]") -> bool:
    return not field.null or getattr(row, field.attname) is not None


def _clean(row: models.Model, names: Collection[str]) -> None:
    """Only what changes is judged field by field; the constraints hold for the whole row."""
    row.clean_fields(exclude={field.name for field in row._meta.fields} - set(names))
    row.validate_unique()
    row.validate_constraints()
