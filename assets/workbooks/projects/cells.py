"""What the cells of one row mean in this county; ValidationError by column where it is nothing."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Division
from assets.ledger.funding import FIRST_YEAR, SOURCES, Gave, read
from monitoring.feeds.records.parsing import Parsed
from monitoring.registry import identity


def values(row: Parsed, area: Division) -> dict[str, Any]:
    """By field of a project and name of a source; what is blank is left out."""
    said = row.data
    _refuse_others(row, area)
    if said["year"] < FIRST_YEAR:
        raise ValidationError({"year": _years()})
    found: dict[str, Any] = {name: said[name] for name in ("name", "year", "document")}
    if "contract_sum" in said:
        found["contract_sum"] = Decimal(said["contract_sum"])
    if "builder" in said:
        found["builder"] = said["builder"]
    if "accepted_on" in said:
        found["accepted_on"] = date.fromisoformat(said["accepted_on"])
    return found | {name: _gave(name, row) for name in SOURCES if name in said}


def _refuse_others(row: Parsed, area: Division) -> None:
    county = row.data.get("county", area.code)
    if county not in (area.code, area.name):
        told = _("Only projects of %(county)s are taken from this workbook.")
        raise ValidationError({"county": told % {"county": area}})


def _gave(name: str, row: Parsed) -> Gave:
    try:
        gave = read(row.data[name], row.data["year"])
    except ValidationError as refused:
        raise ValidationError({name: refused.messages}) from None
    if not all(FIRST_YEAR <= year <= identity.today().year for year in gave):
        raise ValidationError({name: _years()})
    return gave


def _years() -> str:
    return _("A year from %(first)s on, not in the future.") % {"first": FIRST_YEAR}
