"""Which criteria and which parameter values hold on a day, and the pack that ships with us."""

import calendar
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from monitoring.criteria.grammar import parse
from monitoring.criteria.models import Criterion, Pack, ParameterValue, Version
from monitoring.criteria.parameters import PARAMETERS
from monitoring.criteria.querysets import county_code

CODE = "hebei"
FILE = Path(__file__).parent / "data" / f"{CODE}.json"


@dataclass(frozen=True)
class ParameterInForce:
    value: Decimal
    valid_from: date
    document: str
    stale: bool  # a yearly one, older than 12 months, and nobody has confirmed it since
    row: int = 0  # the key of its ParameterValue


def in_force(as_of: date, county: str | None = None) -> Version:
    """The criteria of that day; a county's own come before those of the whole area.

    `county` is the code of a county or of anything in it.
    """
    started = Version.objects.started(as_of)
    found = started.for_county(county and county_code(county)).first()
    if found and found.back_to_common:
        found = started.for_county(None).first()
    if found is None:
        raise Version.DoesNotExist(_("No criteria are in force on %(day)s.") % {"day": as_of})
    return found


def judging(version: Version) -> Version:
    """The version itself, or of one that goes back the common criteria of its first day."""
    return in_force(version.valid_from) if version.back_to_common else version


def parameters_in_force(as_of: date, county: str | None = None) -> dict[str, ParameterInForce]:
    """By code; a parameter without a value on that day is not in it. A county's own comes last."""
    values = ParameterValue.objects.in_force(as_of, county and county_code(county))
    return {
        row.parameter: _in_force(row, row.value, as_of) for row in values if row.value is not None
    }


def values_in_force(
    parameter: str, places: Collection[tuple[date, str]]
) -> dict[tuple[date, str], ParameterInForce | None]:
    """One parameter on each of these days at each of these places, asked for at once."""
    rows = list(ParameterValue.objects.history(parameter, {county_code(at) for _, at in places}))
    return {(day, at): _newest(rows, day, county_code(at)) for day, at in places}


def overriding_counties(as_of: date) -> list[str]:
    """Counties with criteria or parameter values of their own on that day."""
    versions = Version.objects.overriding(as_of).values_list("county_id", flat=True)
    values = ParameterValue.objects.overriding(as_of).values_list("county_id", flat=True)
    return sorted(filter(None, {*versions, *values}))


@transaction.atomic
def install() -> None:
    """Put the pack that ships with the application in force, once; later changes are people's."""
    declared = json.loads(FILE.read_text(encoding="utf-8"))
    pack, created = Pack.objects.get_or_create(
        code=declared["code"], defaults={"name": declared["name"]}
    )
    if not created:
        return
    version = Version.objects.create(
        pack=pack,
        number=1,
        state=Version.State.RELEASED,
        valid_from=declared["valid_from"],
        document=declared["document"],
    )
    Criterion.objects.bulk_create(
        _criterion(version, position, row) for position, row in enumerate(declared["criteria"], 1)
    )
    ParameterValue.objects.bulk_create(ParameterValue(**row) for row in declared["parameters"])


def _criterion(version: Version, position: int, row: dict[str, Any]) -> Criterion:
    return Criterion(
        version=version,
        position=position,
        **row | {"condition": parse(row["condition"]).to_json()},
    )


def _newest(rows: Iterable[ParameterValue], day: date, county: str) -> ParameterInForce | None:
    """Of one parameter's `rows`, the oldest first; as in `parameters_in_force`."""
    started = {row.county_id: row for row in rows if row.valid_from <= day}
    for row in (started.get(county), started.get(None)):
        if row and row.value is not None:
            return _in_force(row, row.value, day)
    return None


def _in_force(row: ParameterValue, value: Decimal, as_of: date) -> ParameterInForce:
    known_since = max(row.valid_from, row.confirmed_on or row.valid_from)
    return ParameterInForce(
        value=value.normalize() + 0,
        valid_from=row.valid_from,
        document=row.document,
        stale=PARAMETERS[row.parameter].yearly and as_of > _a_year_after(known_since),
        row=row.pk,
    )


def _a_year_after(day: date) -> date:
    last = calendar.monthrange(day.year + 1, day.month)[1]
    return day.replace(year=day.year + 1, day=min(day.day, last))
