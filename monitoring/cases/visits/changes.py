"""The values a visit changes: written to the registry where nobody changed them meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from monitoring.cases.visits.known import Known, Place
from monitoring.registry.act import ChangedMeanwhileError, create_row, refuse_if, update_row
from monitoring.registry.choices import Relation
from monitoring.registry.models import Member, Source

Values = Mapping[str, Any]  # by key of Place


class ConflictError(ValidationError):
    """Somebody changed some of these values since the visitor saw them; `current` by key."""

    def __init__(self, current: dict[str, Any]) -> None:
        super().__init__(
            _("Somebody changed some of these values meanwhile. Choose which is right.")
        )
        self.current = current


@dataclass(frozen=True)
class _Row:
    """What changes of one row."""

    row: Any
    values: dict[str, Any]
    seen: dict[str, Any]


def write(known: Known, values: Values, seen: Values, *, source: Source) -> list[str]:
    """The keys that now say something else. Of several rows in conflict all are told at once."""
    places = known.by_key
    refuse_if(
        values.keys() - places.keys(),
        _("Somebody of this household left meanwhile. Load the page again."),
    )
    changed: list[str] = []
    conflicts: dict[str, Any] = {}
    for group, keys in _by_row(places, values).items():
        part = _Row(
            places[keys[0]].row,
            {places[key].column: values[key] for key in keys},
            {places[key].column: seen[key] for key in keys if key in seen},
        )
        try:
            changed += [f"{group}.{name}" for name in _write_row(part, source)]
        except ChangedMeanwhileError as meanwhile:
            conflicts |= {f"{group}.{name}": value for name, value in meanwhile.current.items()}
    if conflicts:
        raise ConflictError(conflicts)
    return changed


def confirm_school_year(known: Known, *, source: Source) -> None:
    """Who was asked about school this year has said so, whether or not anything changed."""
    year = timezone.localdate().year
    for member in known.members:
        if member.school_stage and (member.school_year or 0) < year:
            update_row(member, source=source, school_year=year)


def _by_row(places: Mapping[str, Place], values: Values) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for key in values:
        groups.setdefault(key.rpartition(".")[0], []).append(key)
    return groups


def _write_row(part: _Row, source: Source) -> list[str]:
    if isinstance(part.row, Member):
        _judge_leaving(part.row, part.values)
    if not part.row._state.adding:
        return update_row(part.row, source=source, seen=part.seen, **part.values)
    current = {name: getattr(part.row, name) for name in part.seen}
    other = {name: value for name, value in current.items() if value != part.seen[name]}
    if other:
        raise ChangedMeanwhileError(other)
    names = [name for name, value in part.values.items() if getattr(part.row, name) != value]
    if names:
        create_row(part.row, source=source, **part.values)
    return names


def _judge_leaving(member: Member, values: dict[str, Any]) -> None:
    if "school_stage" in values:
        values["school_year"] = timezone.localdate().year
    if values.get("status", member.status) == Member.Status.ACTIVE:
        return
    refuse_if(
        member.relation == Relation.HEAD,
        _("The householder leaves on the page of the household, where a new one is chosen."),
    )
    left = values.get("left_on")
    refuse_if(left is None, _("Say on which day %(name)s left.") % {"name": member.name})
    refuse_if(
        left and left > timezone.localdate(), _("The day of leaving cannot be in the future.")
    )
    refuse_if(
        left and member.birth_date and left < member.birth_date,
        _("The day of leaving is before the date of birth."),
    )
