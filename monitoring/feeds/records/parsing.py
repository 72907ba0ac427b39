"""One record as it was sent into checked values; what is wrong with it, field by field.

Equal facts give equal `data`: amounts have two decimals, dates are ISO, blanks are left out.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from accounts.personal import mask
from monitoring.feeds.catalogue.schema import Field, Kind, Shape
from monitoring.registry import identity
from monitoring.registry.findings import Problem

Errors = dict[str, str]

LARGEST = Decimal(10) ** 10  # yuan; no fact about one person is larger
MOST_THINGS = Decimal(10) ** 8
EARLIEST_YEAR = 2000
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_AMOUNT = re.compile(r"\d{1,10}(\.\d{1,2})?")
_VILLAGE = re.compile(r"\d{12}")


@dataclass(frozen=True)
class Parsed:
    subject: str  # the 18 characters of the ID number, or the village's code; "" about things
    name: str
    data: dict[str, Any]

    @property
    def masked(self) -> str:
        return mask(self.subject) if len(self.subject) == identity.ID_CARD_LENGTH else ""

    def told(self, names: tuple[str, ...]) -> str:
        return "|".join(str(self.data.get(name, "")) for name in names)


@dataclass
class Reading:
    """What one record says; `parsed` only where nothing is wrong."""

    errors: Errors = field(default_factory=dict)
    parsed: Parsed | None = None


@dataclass(frozen=True)
class Unreadable:
    """A cell of a workbook in place of a value: why it cannot be read."""

    message: str


class Wrong(Exception):  # noqa: N818  # a sentence for who sent the record
    """Why a value is not taken."""


def read(shape: Shape, raw: object) -> Reading:
    """The record as an object of the API: field name → JSON value."""
    if not isinstance(raw, Mapping):
        return Reading({"": _("A record is an object with the fields of the feed.")})
    known = {each.name for each in shape.fields}
    errors = {
        str(name)[:40]: _("This feed has no such field.") for name in raw if name not in known
    }
    values: dict[str, Any] = {}
    for each in shape.fields:
        try:
            value = _value(each, raw.get(each.name))
        except Wrong as wrong:
            errors[each.name] = str(wrong)
        else:
            if value is not None:
                values[each.name] = value
    if errors:
        return Reading(errors)
    subject, name = (*(values.pop(each.name, "") for each in shape.subject), "", "")[:2]
    return Reading(parsed=Parsed(subject, name, values))


def _value(declared: Field, raw: object) -> Any:
    if isinstance(raw, Unreadable):
        raise Wrong(raw.message)
    if raw is None or raw == "":
        if declared.required:
            raise Wrong(_("This field is needed."))
        return None
    return _READERS[declared.kind](declared, raw)


def _text(declared: Field, raw: object) -> str:
    if not isinstance(raw, str):
        raise Wrong(_("Write it as text, in quotation marks."))
    cleaned = raw.strip()
    if "\x00" in cleaned or not cleaned.isprintable():
        raise Wrong(_("Remove the invisible characters."))
    if len(cleaned) > declared.most:
        raise Wrong(_("At most %(most)s characters.") % {"most": declared.most})
    return cleaned


def _id_number(declared: Field, raw: object) -> str:
    try:
        return identity.parse(_text(declared, raw).upper()).person
    except Problem as problem:
        raise Wrong(problem.message) from None


def _village(declared: Field, raw: object) -> str:
    code = _text(declared, raw)
    if not _VILLAGE.fullmatch(code):
        raise Wrong(_("A division code has exactly 12 digits."))
    return code


def _money(_declared: Field, raw: object) -> str:
    said = str(raw) if isinstance(raw, int | float | Decimal | str) else ""
    try:
        if isinstance(raw, bool) or not _AMOUNT.fullmatch(said) or Decimal(said) >= LARGEST:
            raise InvalidOperation
        return str(Decimal(said).quantize(Decimal("0.01")))
    except InvalidOperation:
        raise Wrong(_('An amount in yuan, like "3260.50", not negative.')) from None


def _quantity(_declared: Field, raw: object) -> str:
    said = str(raw) if isinstance(raw, int | float | Decimal | str) else ""
    if isinstance(raw, bool) or not _AMOUNT.fullmatch(said) or not 0 < Decimal(said) < MOST_THINGS:
        raise Wrong(_('A number above zero with at most two decimals, like "12.5".'))
    return str(Decimal(said).quantize(Decimal("0.01")))


def _count(declared: Field, raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not 0 <= raw <= declared.most:
        raise Wrong(_("A whole number from 0 to %(most)s.") % {"most": declared.most})
    return raw


def _day(declared: Field, raw: object) -> str:
    try:
        found = date.fromisoformat(_text(declared, raw))
        if len(str(raw)) != len("2026-10-18"):
            raise ValueError  # another way of ISO to write a day
    except ValueError:
        raise Wrong(_('A day, like "2026-10-18".')) from None
    if declared.ahead and found.year >= EARLIEST_YEAR:
        return found.isoformat()
    if found.year < EARLIEST_YEAR or found > identity.today():
        raise Wrong(_("A day from 2000 on, not in the future."))
    return found.isoformat()


def _month(declared: Field, raw: object) -> str:
    found = _MONTH.fullmatch(_text(declared, raw))
    if not found:
        raise Wrong(_('A month, like "2026-10".'))
    year, month = int(found[1]), int(found[2])
    this = identity.today()
    if year < EARLIEST_YEAR or (year, month) > (this.year, this.month):
        raise Wrong(_("A month from 2000 on, not in the future."))
    return found[0]


def _year(_declared: Field, raw: object) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise Wrong(_("A year, like 2026, as a number."))
    if not EARLIEST_YEAR <= raw <= identity.today().year:
        raise Wrong(_("A year from 2000 on, not in the future."))
    return raw


def _yes_no(_declared: Field, raw: object) -> bool:
    if not isinstance(raw, bool):
        raise Wrong(_("Either true or false."))
    return raw


def _choice(declared: Field, raw: object) -> str:
    if raw not in declared.choices:
        raise Wrong(_("One of: %(choices)s.") % {"choices": "、".join(declared.choices)})
    return str(raw)


_READERS: dict[Kind, Callable[[Field, object], Any]] = {
    Kind.ID_NUMBER: _id_number,
    Kind.VILLAGE: _village,
    Kind.TEXT: _text,
    Kind.MONEY: _money,
    Kind.COUNT: _count,
    Kind.QUANTITY: _quantity,
    Kind.DATE: _day,
    Kind.MONTH: _month,
    Kind.YEAR: _year,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
}
