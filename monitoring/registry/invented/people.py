"""Who lives where: the same households and people for the same seed, whatever the year.

Everything that stays with a person or a household from year to year is drawn here, once, from one
random stream; `facts.py` draws what a year brings.
"""

import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from accounts.models import Division
from monitoring.registry.choices import Relation
from monitoring.registry.invented.names import given_name, surname

# Ages are drawn for this year; nobody is born after it began, so no birth lies in the future.
REFERENCE_YEAR = 2026

ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643
ID_CHECKS = "10X98765432"


@dataclass
class Person:
    name: str
    male: bool
    birth: date
    relation: str
    id_number: str
    code: str
    # Luck of a lifetime, in [0, 1): one draw per question, so that years agree with each other.
    school: float
    health: float
    work: float
    insurance: float


@dataclass
class Invented:
    """One household with the traits that stay with it."""

    code: str
    village: tuple[str, str, str, str, str]
    people: list[Person] = field(default_factory=list)
    income: float = 0.0  # standard deviations from the usual income
    kind: float = 0.0  # household type, monitored type
    house: float = 0.0
    water: float = 0.0
    idle: float = 0.0
    land: float = 0.0


def invent(division: Division, households: int, seed: int) -> Iterator[Invented]:
    """`households` households spread evenly over the villages of `division`."""
    villages = _villages(division)
    random = Random(f"{division.code}:{seed}")
    numbers = Numbers(division, seed)
    for position in range(households):
        code, *names = villages[position * len(villages) // households]
        household = Invented(numbers.household(code), tuple(names))  # type: ignore[arg-type]
        for role, age, male, own_name in _composition(random):
            household.people.append(_person(random, numbers, household, role, age, male, own_name))
        household.income = random.gauss(0, 1)
        for trait in ("kind", "house", "water", "idle", "land"):
            setattr(household, trait, random.random())
        yield household


def _villages(division: Division) -> list[tuple[str, str, str, str, str, str]]:
    """Code and the five names of each village; residents' committees only where nothing else is."""
    first, last = division.code_range
    found = Division.objects.filter(
        level=Division.Level.VILLAGE, code__gte=first, code__lte=last
    ).values_list(
        "code", "parent__parent__parent__parent__name", "parent__parent__parent__name",
        "parent__parent__name", "parent__name", "name",
    )  # fmt: skip
    rural = [row for row in found if "居" not in row[5] and "社区" not in row[5]]
    return rural or list(found)


class Numbers:
    """Codes and ID numbers that no other household or person of the file has.

    The last digit of the seed is part of them, so files of neighbouring seeds do not meet either.
    """

    def __init__(self, division: Division, seed: int) -> None:
        self.digit = seed % 10
        self.offset = zlib.crc32(division.code.encode())
        self.used: Counter[object] = Counter()

    def household(self, village: str) -> str:
        self.used[village] += 1
        return f"{village}{self.digit}{self.used[village]:05d}"

    def id_number(self, county: str, birth: date, male: bool) -> tuple[date, str]:
        """The number, and the birth date it needs: a day holds 50 numbers of each sex."""
        while self.used[county, birth, male] == 50:
            birth -= timedelta(days=1)
        place = (self.offset + birth.toordinal() + self.used[county, birth, male]) % 50
        self.used[county, birth, male] += 1
        digits = f"{county}{birth:%Y%m%d}{self.digit * 100 + place * 2 + male:03d}"
        return birth, digits + check_digit(digits)


def check_digit(digits: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(digits, ID_WEIGHTS, strict=True))
    return ID_CHECKS[total % 11]


Role = tuple[str, int, bool, bool]  # relation, age, male, bears the head's surname


def _composition(random: Random) -> list[Role]:
    draw = random.random()
    if draw < 0.20:
        return _elderly(random)
    if draw < 0.27:
        return [(Relation.HEAD, random.randint(28, 60), random.random() < 0.85, True)]
    head = random.randint(30, 58)
    roles = _family(random, head)
    if draw > 0.68:
        roles += _parents(random, head)
    return roles


def _elderly(random: Random) -> list[Role]:
    """An old couple, one left of it, or grandparents with a grandchild."""
    age, male = random.randint(62, 86), random.random() < 0.6
    roles: list[Role] = [(Relation.HEAD, age, male, True)]
    if random.random() < 0.6:
        roles[0] = (Relation.HEAD, age, True, True)
        roles.append((Relation.SPOUSE, max(age - random.randint(-2, 5), 58), False, False))
    if random.random() < 0.12:
        boy = random.random() < 0.5
        relation = Relation.SONS_SON if boy else Relation.SONS_DAUGHTER
        roles.append((relation, random.randint(4, 16), boy, roles[0][2]))
    return roles


def _family(random: Random, head: int) -> list[Role]:
    roles: list[Role] = [(Relation.HEAD, head, True, True)]
    if random.random() < 0.94:
        roles.append((Relation.SPOUSE, max(head - random.randint(-2, 4), 24), False, False))
    for _ in range(random.choices((0, 1, 2, 3), (10, 38, 42, 10))[0]):
        age = head - random.randint(23, 34)
        if 0 < age <= 24:  # older children have a household of their own
            boy = random.random() < 0.52
            roles.append((Relation.SON if boy else Relation.DAUGHTER, age, boy, True))
    return roles


def _parents(random: Random, head: int) -> list[Role]:
    mother = (Relation.MOTHER, head + random.randint(20, 28), False, False)
    if random.random() < 0.4:
        return [mother]
    return [(Relation.FATHER, mother[1] + random.randint(0, 3), True, True), mother]


def _person(
    random: Random,
    numbers: Numbers,
    household: Invented,
    role: str,
    age: int,
    male: bool,
    own: bool,
) -> Person:
    day = date(REFERENCE_YEAR, 1, 1) - timedelta(days=int(age * 365.25 + random.random() * 365))
    birth, id_number = numbers.id_number(household.code[:6], day, male)
    family = household.people[0].name[0] if own and household.people else surname(random)
    return Person(
        name=family + given_name(random, male=male, born=birth.year),
        male=male,
        birth=birth,
        relation=role,
        id_number=id_number,
        code=f"{household.code}{len(household.people) + 1:02d}",
        school=random.random(),
        health=random.random(),
        work=random.random(),
        insurance=random.random(),
    )
