"""What the cells of one row mean in this county; ValidationError by column where it is nothing."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Division
from assets.ledger.models import Asset, Kind, Project
from assets.workbooks.assets.known import Known
from monitoring.feeds.records.parsing import Parsed
from monitoring.registry.models import Household

SIX = Decimal("0.000001")
RANGES = {"latitude": (3, 54), "longitude": (73, 136)}  # of constraint asset_stands_in_china


def values(row: Parsed, known: Known) -> dict[str, Any]:
    """By field of an asset; what is blank is left out."""
    said = row.data
    found: dict[str, Any] = {
        "name": said["name"],
        "kind": _kind(row, known),
        "division": _division(row, known),
        "began_on": date.fromisoformat(said["began_on"]),
        "original_value": Decimal(said["original_value"]),
        "project": _project(row, known),
        "place": said.get("place"),
        "state": _state(row),
        **_position(row),
    }
    return {name: value for name, value in found.items() if value is not None}


def household(row: Parsed, known: Known) -> Household | None:
    code = row.data.get("household")
    if code and code not in known.households:
        raise ValidationError({"household": _("No household of your area has this code.")})
    return known.households[code] if code else None


def _kind(row: Parsed, known: Known) -> Kind:
    kind = known.kinds.get(row.data["kind"])
    if kind is None:
        raise ValidationError({"kind": _("There is no such sub-class. Choose one of the list.")})
    if row.data.get("asset_class", kind.asset_class) != kind.asset_class:
        said = {"kind": kind, "name": kind.asset_class}
        raise ValidationError({"asset_class": _("%(kind)s belongs to the class %(name)s.") % said})
    return kind


def _division(row: Parsed, known: Known) -> Division:
    """By code, else the village and township of these names, else the county itself."""
    code, names = row.data.get("division"), [row.data.get("village"), row.data.get("township")]
    if code:
        if code not in known.divisions:
            raise ValidationError({"division": _("No division of your area has this code.")})
        return known.divisions[code]
    named = next((name for name in names if name), None)
    if named is None:
        return known.area
    found = [each for each in known.called[named] if _lies_in(each, names[1])]
    if len(found) != 1:
        sentence = _("Several places are called so. Give the code of the division.")
        if not found:
            sentence = _("No place of your area is called so. Correct the name, or give its code.")
        raise ValidationError({"village" if names[0] else "township": sentence})
    return found[0]


def _lies_in(division: Division, township: str | None) -> bool:
    parent = division.parent.name if division.parent else ""
    return not township or township in (parent, division.name)


def _project(row: Parsed, known: Known) -> Project | None:
    number, name = row.data.get("project"), row.data.get("project_name")
    if number:
        if number not in known.projects:
            raise ValidationError({"project": _("No project of this county has this number.")})
        return known.projects[number]
    if name and len(known.named[name]) != 1:
        told = _("Give the number of the project: the name is not enough.")
        raise ValidationError({"project": told})
    return known.named[name][0] if name else None


def _state(row: Parsed) -> str | None:
    state: str | None = row.data.get("state")
    if state == Asset.State.DISPOSED:
        raise ValidationError({"state": _("An asset is disposed of by a disposal of its own.")})
    return state


def _position(row: Parsed) -> dict[str, Decimal]:
    given = {name: row.data[name] for name in RANGES if name in row.data}
    found = {name: _degrees(name, text) for name, text in given.items()}
    if len(found) == 1:
        lacking = next(name for name in RANGES if name not in found)
        raise ValidationError({lacking: _("Give both: latitude and longitude.")})
    return found


def _degrees(name: str, text: str) -> Decimal:
    first, last = RANGES[name]
    try:
        value = Decimal(text.rstrip("°NEne ")).quantize(SIX)
    except InvalidOperation:
        value = Decimal(0)
    if not first <= value <= last:
        said = {"first": first, "last": last}
        raise ValidationError(
            {name: _("A number of degrees from %(first)s to %(last)s, like 38.251234.") % said}
        )
    return value
