"""Numbers of ID cards (GB 11643) and disability certificates, and what they say of their holder."""

import re
from datetime import date
from functools import lru_cache
from operator import mul
from time import monotonic
from typing import NamedTuple

from django.utils import timezone

from accounts.personal import mask
from monitoring.registry import findings
from monitoring.registry.choices import DisabilityGrade, DisabilityType, IdentityKind, Sex
from monitoring.registry.findings import Problem

ID_CARD_LENGTH = 18
CERTIFICATE_LENGTHS = (20, 22)  # with two characters more where it was reissued
EARLIEST_BIRTH = date(1900, 1, 1)

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_ZEROS = ord("0") * sum(_WEIGHTS)  # the digits are summed as the characters they are
_ID_CARD = re.compile(r"\d{17}[\dX]")
_TYPES = dict(zip("1234567", DisabilityType.values, strict=True))
_GRADES = dict(zip("1234", DisabilityGrade.values, strict=True))


class Identity(NamedTuple):
    number: str  # as on the certificate
    person: str  # the 18 characters that every certificate of this person carries
    kind: str
    birth_date: date
    sex: str
    disability_type: str | None = None
    disability_grade: str | None = None


def parse(number: str) -> Identity:
    """The identity behind a cleaned number; `Problem` where it cannot be one."""
    person = number[:ID_CARD_LENGTH]
    if len(number) != ID_CARD_LENGTH and len(number) not in CERTIFICATE_LENGTHS:
        raise Problem(findings.ID_LENGTH, mask(number))
    if not _ID_CARD.fullmatch(person) or check_digit(person) != person[-1]:
        raise Problem(findings.ID_CHECK_DIGIT, mask(number))
    born = _date(person[6:14])
    if born is None or not EARLIEST_BIRTH <= born <= today():
        raise Problem(findings.ID_DATE, mask(number))
    sex = Sex.MALE if int(person[16]) % 2 else Sex.FEMALE
    if len(number) == ID_CARD_LENGTH:
        return Identity(number, person, IdentityKind.ID_CARD.value, born, sex.value)
    try:
        disability, grade = _TYPES[number[18]], _GRADES[number[19]]
    except KeyError:
        raise Problem(findings.ID_CERTIFICATE, mask(number)) from None
    kind = IdentityKind.DISABILITY.value
    return Identity(number, person, kind, born, sex.value, disability, grade)


def check_digit(number: str) -> str:
    """The 18th character that belongs to the first 17 digits."""
    return _CHECK_DIGITS[(sum(map(mul, number.encode(), _WEIGHTS)) - _ZEROS) % 11]


@lru_cache(maxsize=1)
def _today(_minute: int) -> date:
    return timezone.localdate()


def today() -> date:
    """The day it is here, looked up once a minute: asked for every number of a census."""
    return _today(int(monotonic() // 60))


@lru_cache(maxsize=50_000)
def _date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
