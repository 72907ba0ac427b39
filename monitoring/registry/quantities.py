"""Cells of a workbook into amounts, counts and dates. Texts and lists: cleaning.py."""

import math
import re
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from monitoring.registry import findings, identity
from monitoring.registry.cleaning import Cleaner, text
from monitoring.registry.findings import Problem

_NUMBER = re.compile(
    r"([+-]?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d*)?(?:[Ee][+-]?\d{1,2})?)(万|亿)?"
    r"(?:元|亩|人|口|个月|月|公里|千米|km|平方米|m2)?"
)
_SCALE = {"万": Decimal(10_000), "亿": Decimal(100_000_000), None: Decimal(1)}
FEN = Decimal("0.01")  # what money is rounded to, in yuan
ZERO = Decimal("0.00")

_TIME = re.compile(r"[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*$")
_DATE = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?|(\d{4})(\d\d)(\d\d)")
_MONTH = re.compile(r"(\d{4})(?:[-./年](\d{1,2})|(\d{2}))月?")
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_EARLIEST_YEAR = 2000


def number(raw: Any) -> Decimal | None:
    """Any number as people write it: 12,000.00, 1.2万, full-width digits, a unit behind it."""
    if isinstance(raw, int | float) and not isinstance(raw, bool) and math.isfinite(raw):
        return Decimal(repr(raw))
    cleaned = text(raw)
    if not cleaned:
        return None
    found = _NUMBER.fullmatch(cleaned)
    try:
        if found is None or isinstance(raw, bool | date):
            raise InvalidOperation
        return Decimal(found[1].replace(",", "")) * _SCALE[found[2]]
    except InvalidOperation:
        raise Problem(findings.NUMBER_UNREADABLE, cleaned) from None


def amount(digits: int, *, signed: bool = False) -> Cleaner:
    """Numbers with two decimals, half up, of at most `digits` digits; negative only if `signed`."""
    limit = Decimal(10) ** (digits - 2)

    def clean(raw: Any) -> Decimal | None:
        value = number(raw)
        if value is None:
            return None
        if abs(value) >= limit:
            raise Problem(findings.NUMBER_UNREADABLE, text(raw))
        value = value.quantize(FEN, ROUND_HALF_UP)
        if value < 0 and not signed:
            raise Problem(findings.NUMBER_NEGATIVE, value)
        return abs(value) if value == 0 else value  # no negative zero

    return clean


money = amount(14)
signed_money = amount(14, signed=True)
area = amount(10)


def distance(raw: Any) -> Any:
    """Of a negative one nothing is known, but it keeps no row out: it is no money and no area."""
    try:
        return area(raw)
    except Problem as problem:
        if problem.rule is findings.NUMBER_NEGATIVE:
            raise Problem(findings.DISTANCE_NEGATIVE, text(raw)) from None
        raise


def count(raw: Any) -> int | None:
    """A number of people."""
    value = number(raw)
    if value is None:
        return None
    if value != int(value) or not 0 <= value < 10_000:
        raise Problem(findings.NUMBER_UNREADABLE, text(raw))
    return int(value)


def months(raw: Any) -> int | None:
    """Whole months 0 to 12; a part of a month counts as one, so that work stays work."""
    value = number(raw)
    if value is None:
        return None
    if not 0 <= value <= 12:
        raise Problem(findings.MONTHS_RANGE, text(raw))
    if value != int(value):
        raise Problem(findings.MONTHS_ROUNDED, text(raw), value=math.ceil(value))
    return int(value)


def year(raw: Any) -> int | None:
    cleaned = text(raw).removesuffix("度").removesuffix("年")
    if not cleaned:
        return None
    if isinstance(raw, bool | date) or not re.fullmatch(r"\d+(\.0+)?", cleaned):
        raise Problem(findings.NUMBER_UNREADABLE, cleaned)
    value = int(cleaned.split(".")[0])
    if not _EARLIEST_YEAR <= value <= identity.today().year + 1:
        raise Problem(findings.YEAR_RANGE, cleaned)
    return value


def day(raw: Any) -> date | None:
    """A date in any of the usual ways of writing, or Excel's number of a day."""
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    cleaned = text(_TIME.sub("", raw) if isinstance(raw, str) and ":" in raw else raw)
    if not cleaned:
        return None
    found = _DATE.fullmatch(cleaned)
    try:
        if found is None:
            return _serial_day(cleaned)
        return date(*[int(part) for part in found.groups() if part])
    except (ValueError, OverflowError):
        raise Problem(findings.DATE_IMPOSSIBLE, cleaned) from None


def _serial_day(cleaned: str) -> date:
    value = float(cleaned)
    if 1900 <= value <= 2100 or not 1 <= value < 100_000:
        raise ValueError  # a year alone, or no number of a day
    return _EXCEL_DAY_ZERO + timedelta(days=int(value))


def birth_date(raw: Any) -> date | None:
    born = day(raw)
    if born is None:
        return None
    if born > identity.today():
        raise Problem(findings.BIRTH_FUTURE, born)
    if born < identity.EARLIEST_BIRTH:
        raise Problem(findings.DATE_IMPOSSIBLE, born)
    return born


def month(raw: Any) -> str:
    """YYYYMM, from that, from 2021年5月, or from a whole date."""
    cleaned = text(raw)
    found = None if isinstance(raw, date) else _MONTH.fullmatch(cleaned)
    if found is None:
        known = day(raw)
        return known.strftime("%Y%m") if known else ""
    if not 1 <= int(found[2] or found[3]) <= 12:
        raise Problem(findings.DATE_IMPOSSIBLE, cleaned)
    return f"{found[1]}{int(found[2] or found[3]):02d}"
