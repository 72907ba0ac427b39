"""Cells of a workbook, as people and programs fill them, into texts, numbers that are names, and
values of code lists. Amounts and dates: quantities.py.

Each function takes a raw cell (text, number, truth value, date, blank) and gives the value, None
or "" where the cell is blank; `Problem` says what is wrong. Equal raw cells give equal values, so
the importer cleans every distinct cell of a column once.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from unicodedata import normalize

from django.db.models import TextChoices

from accounts.personal import mask
from monitoring.registry import findings, identity
from monitoring.registry.choices import ETHNICITIES, Health
from monitoring.registry.findings import Problem

Cleaner = Callable[[Any], Any]

# White space, control characters and the invisible marks that come with copied text.
_INVISIBLE = r"\s\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff"
_GAPS = re.compile(f"[{_INVISIBLE}]+")
_FULL_WIDTH = {0xFF01 + n: 0x21 + n for n in range(94) if chr(0x21 + n).isalnum()}

# Excel keeps 15 digits of a number: of a longer one the end is already lost.
EXACT_FLOAT = 10**15
CODE_LENGTH = 40
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[Ee]\+?\d+")

_YES_NO = {"是": True, "1": True, "√": True, "✓": True, "✔": True, "否": False, "0": False}


def text(raw: Any) -> str:
    """What is compared with a list or a name: half-width, nothing invisible, no white space."""
    if not isinstance(raw, str):
        return _written(raw)
    if raw.isascii() and raw.isalnum():
        return raw
    return _GAPS.sub("", normalize("NFKC", raw))


def _written(raw: Any) -> str:
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "1" if raw else "0"
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < EXACT_FLOAT:
        return str(int(raw))
    return raw.isoformat() if isinstance(raw, date) else str(raw)


def required(rule: findings.Rule, clean: Cleaner) -> Cleaner:
    """`clean`, where a blank cell breaks `rule`."""

    def needed(raw: Any) -> Any:
        value = clean(raw)
        if value in ("", None):
            raise Problem(rule, value=value)
        return value

    return needed


def limited(length: int, clean: Callable[[Any], str] = text) -> Cleaner:
    """`clean`, cut to `length` characters with a warning."""

    def cut(raw: Any) -> str:
        cleaned = clean(raw)
        if len(cleaned) > length:
            raise Problem(findings.TEXT_TOO_LONG, length, value=cleaned[:length])
        return cleaned

    return cut


def sentence(raw: Any) -> str:
    """Free text: words stay apart and Chinese punctuation stays as it is."""
    if not isinstance(raw, str):
        return _written(raw)
    return _GAPS.sub(" ", raw.translate(_FULL_WIDTH)).strip()


def digits(raw: Any) -> str:
    """A number that is a name: leading zeros stay, the apostrophe that marks text goes."""
    return text(raw).lstrip("'`‘’")


def loses_digits(raw: Any) -> bool:
    """Whether the spreadsheet program kept a number where the digits of a name were typed."""
    if isinstance(raw, str):
        return bool(_SCIENTIFIC.fullmatch(digits(raw)))
    return isinstance(raw, float | int) and (abs(raw) >= EXACT_FLOAT or raw != int(raw))


def code(rule: findings.Rule) -> Cleaner:
    """The code of a household or person; one that cannot be trusted breaks `rule`."""

    def clean(raw: Any) -> str:
        if isinstance(raw, str) and raw.isdecimal() and raw.isascii() and len(raw) < CODE_LENGTH:
            return raw  # nearly all of them
        cleaned = digits(raw)
        if loses_digits(raw) or len(cleaned) > CODE_LENGTH:
            raise Problem(rule, cleaned, value="")
        return cleaned

    return clean


def identity_number(raw: Any) -> identity.Identity | None:
    cleaned = digits(raw).upper()
    if not cleaned:
        return None
    if not (isinstance(raw, str) and cleaned.isalnum()) and loses_digits(raw):
        raise Problem(findings.ID_DIGITS_LOST)
    return identity.parse(cleaned)


def head_identity_number(raw: Any) -> identity.Identity | None:
    """The same in the household's row, where a bad number is left out with a warning."""
    try:
        return identity_number(raw)
    except Problem:
        raise Problem(findings.HEAD_ID_BAD, mask(digits(raw))) from None


def bank_card(raw: Any) -> str | None:
    cleaned = digits(raw).replace("-", "")
    if not cleaned:
        return None
    if loses_digits(raw) or not re.fullmatch(r"\d{12,19}", cleaned):
        raise Problem(findings.BANK_CARD)
    return cleaned


def phone(raw: Any) -> str:
    cleaned = digits(raw).replace("-", "")
    if cleaned and not re.fullmatch(r"\d{11}", cleaned):
        raise Problem(findings.PHONE, mask(cleaned), value=cleaned[:20])
    return cleaned


def yes_no(raw: Any) -> bool | None:
    cleaned = text(raw)
    if not cleaned:
        return None
    if cleaned not in _YES_NO:
        raise Problem(findings.NOT_IN_LIST, cleaned, "是、否")
    return _YES_NO[cleaned]


def choice(options: type[TextChoices], aliases: Mapping[str, str] | None = None) -> Cleaner:
    """A value of a code list; `aliases` are other ways of writing one."""
    known = {value: value for value in options.values} | dict(aliases or {})
    listed = "、".join(options.values)

    def clean(raw: Any) -> str | None:
        cleaned = text(raw)
        if not cleaned:
            return None
        if cleaned not in known:
            raise Problem(findings.NOT_IN_LIST, cleaned, listed)
        return known[cleaned]

    return clean


def graded(options: type[TextChoices], other: str) -> Cleaner:
    """A grade, with or without 级; `other` is a second row of signs for the same grades."""
    aliases: dict[str, str] = {}
    for value, sign in zip(options.values, other, strict=True):
        for way in (sign, value.removesuffix("级")):
            aliases |= {way: value, f"{way}级": value}
    return choice(options, aliases)


def health(raw: Any) -> list[str] | None:
    """Several of the list, in the order of the list."""
    parts = {part for part in re.split(r"[,、;]", text(raw)) if part}
    unknown = parts.difference(Health.values)
    if unknown:
        raise Problem(findings.NOT_IN_LIST, "、".join(sorted(unknown)), "、".join(Health.values))
    return [value for value in Health.values if value in parts] or None


def ethnicity(raw: Any) -> str:
    cleaned = text(raw)
    name = _ETHNICITIES.get(cleaned, cleaned)
    if name and name not in _ETHNICITIES:
        raise Problem(findings.ETHNICITY_UNKNOWN, name, value=name[:20])
    return name


# 汉 is written for 汉族.
_ETHNICITIES = {"其他": "其他"} | {
    way: f"{name}族" for name in ETHNICITIES for way in (name, f"{name}族")
}
