"""Every indicator, declared once: its name, its unit, where it comes from, and its SQL.

The columns of the wide table are made from these declarations (models.py), its rows by refresh.py,
and criteria may name each of them. The rules themselves are in expressions.py. Slices above declare
more, in sparse tables of their own beside it (wide.py).
"""

from collections import ChainMap
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from monitoring.indicators import expressions as rule

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text


class Kind(StrEnum):
    BOOLEAN = "boolean"
    MONEY = "money"
    COUNT = "count"
    DAYS = "days"
    YEARS = "years"
    RATIO = "ratio"  # kept exact: two other indicators, never their quotient


# Amounts are whole fen in the database: integers are compared several times faster than decimals.
# What no stored number exceeds: an amount is the sum of at most seven of the registry, each below
# 10**14 fen; a count and days are a smallint.
LARGEST = {Kind.MONEY: 10**15, Kind.COUNT: 2**15, Kind.DAYS: 2**15, Kind.YEARS: 2**15}


class Over(StrEnum):
    """What an expression is about: the household, or its counted members one by one."""

    HOUSEHOLD = "household"
    ANY_MEMBER = "any_member"
    EVERY_MEMBER = "every_member"


@dataclass(frozen=True)
class Indicator:
    code: str
    label: "Text"
    kind: Kind
    source: "Text"
    # "entity.column" of each registry fact it rests on, its source's first
    facts: tuple[str, ...] = ()
    sql: str = ""
    over: Over = Over.HOUSEHOLD
    unit: "Text | str" = ""
    numerator: str = ""
    denominator: str = ""
    of_one_person: bool = False  # an amount that is held against yuan per person

    @property
    def basis(self) -> Kind:
        """What it counts: only what counts the same is compared."""
        return Kind.RATIO if self.of_one_person else self.kind

    @property
    def entity(self) -> str:
        """Whose rows its source is: household, conditions, statement or member."""
        return self.facts[0].partition(".")[0]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of those rows that it rests on."""
        parts = (fact.partition(".") for fact in self.facts)
        return tuple(column for entity, _dot, column in parts if entity == self.entity)


YUAN = _("yuan")
YUAN_PER_PERSON = _("yuan per person")
PERSONS = _("people")
DAYS = _("days")

HOUSEHOLD = _("Household register")
CONDITIONS = _("Living conditions")
MEMBERS = _("Member register")
STATEMENT = _("Yearly statement")
STATEMENT_BEFORE = _("Yearly statement of the year before")

NET_INCOME_FACTS = (
    "statement.wage_income",
    "statement.business_income",
    "statement.property_income",
    "statement.transfer_income",
    "statement.business_cost",
)
REFERENCE_INCOME_FACTS = (*NET_INCOME_FACTS, "statement.claims", "statement.out_of_pocket")
PEOPLE_FACTS = ("statement.people", "member.status")
WATCHED_FACTS = (
    "household.household_type",
    "household.monitored_type",
    "household.risk_eliminated",
)
SCHOOL_FACTS = (
    "member.birth_date",
    "member.education",
    "member.school_stage",
    "member.school_year",
    "member.out_of_school_reason",
)


def _money(code: str, label: "Text", sql: str, *facts: str) -> Indicator:
    return Indicator(code, label, Kind.MONEY, STATEMENT, facts, sql, unit=YUAN)


def _per_person(
    code: str, label: "Text", source: "Text", numerator: str, denominator: str, *facts: str
) -> Indicator:
    return Indicator(
        code,
        label,
        Kind.RATIO,
        source,
        (*facts, *PEOPLE_FACTS),
        unit=YUAN_PER_PERSON,
        numerator=numerator,
        denominator=denominator,
    )


def _of_household(
    code: str, label: "Text", sql: str, *facts: str, source: "Text" = HOUSEHOLD
) -> Indicator:
    return Indicator(code, label, Kind.BOOLEAN, source, facts, sql)


def _any_member(code: str, label: "Text", sql: str, *facts: str) -> Indicator:
    return Indicator(code, label, Kind.BOOLEAN, MEMBERS, facts, sql, Over.ANY_MEMBER)


def _every_member(code: str, label: "Text", sql: str, *facts: str) -> Indicator:
    return Indicator(code, label, Kind.BOOLEAN, MEMBERS, facts, sql, Over.EVERY_MEMBER)


OF_REGISTRY = (
    Indicator(
        "members", _("Members counted"), Kind.COUNT, MEMBERS, ("member.status",),
        "coalesce(m.members, 0)", unit=PERSONS,
    ),
    Indicator(
        "people", _("People of the statement"), Kind.COUNT, STATEMENT, PEOPLE_FACTS,
        rule.people("s"), unit=PERSONS,
    ),
    Indicator(
        "people_before", _("People of the statement before"), Kind.COUNT, STATEMENT_BEFORE,
        PEOPLE_FACTS, rule.people("b"), unit=PERSONS,
    ),
    _money("net_income", _("Net income"), rule.net_income("s"), *NET_INCOME_FACTS),
    Indicator(
        "net_income_before", _("Net income of the year before"), Kind.MONEY, STATEMENT_BEFORE,
        NET_INCOME_FACTS, rule.net_income("b"), unit=YUAN,
    ),
    _money(
        "reference_income", _("Net income after compliant spending"), rule.REFERENCE_INCOME,
        *REFERENCE_INCOME_FACTS,
    ),
    _money(
        "out_of_pocket", _("Compliant out-of-pocket spending"), "s.out_of_pocket",
        "statement.out_of_pocket",
    ),
    _money("wage_income", _("Wage income"), "s.wage_income", "statement.wage_income"),
    _money(
        "business_income", _("Business income"), "s.business_income", "statement.business_income"
    ),
    _money(
        "transfer_income", _("Transfer income"), "s.transfer_income", "statement.transfer_income"
    ),
    _per_person(
        "net_income_pc", _("Net income per person"), STATEMENT,
        "net_income", "people", *NET_INCOME_FACTS,
    ),
    _per_person(
        "net_income_pc_before", _("Net income per person of the year before"), STATEMENT_BEFORE,
        "net_income_before", "people_before", *NET_INCOME_FACTS,
    ),
    _per_person(
        "reference_income_pc", _("Net income per person after compliant spending"), STATEMENT,
        "reference_income", "people", *REFERENCE_INCOME_FACTS,
    ),
    _of_household("ex_poor", _("Ex-poor household"), rule.EX_POOR, "household.household_type"),
    _of_household("monitored", _("Monitored household"), rule.MONITORED, *WATCHED_FACTS[1:]),
    _of_household("eliminated", _("Risk eliminated"), rule.ELIMINATED, *WATCHED_FACTS[1:]),
    _of_household(
        "watched", _("Ex-poor, monitored or risk eliminated"), rule.WATCHED, *WATCHED_FACTS
    ),
    _of_household(
        "unsafe_house", _("Unsafe house"), rule.UNSAFE_HOUSE,
        "conditions.dangerous_house", "conditions.house_grade", source=CONDITIONS,
    ),
    _of_household(
        "unsafe_water", _("Unsafe drinking water"), "NOT c.safe_water",
        "conditions.safe_water", source=CONDITIONS,
    ),
    _any_member(
        "dropout", _("A school-age member is out of school"), rule.DROPOUT, *SCHOOL_FACTS
    ),
    _any_member(
        "uninsured", _("A member has no basic medical insurance"), rule.UNINSURED,
        "member.resident_insurance", "member.employee_insurance",
    ),
    _any_member(
        "serious_illness", _("A member is seriously ill"), rule.SERIOUS_ILLNESS, "member.health"
    ),
    _any_member(
        "severe_disability", _("A member is severely disabled"), rule.SEVERE_DISABILITY,
        "member.disability_grade", "member.health",
    ),
    _any_member(
        "has_labour", _("A member is able to work"), rule.HAS_LABOUR,
        "member.labour", "member.birth_date",
    ),
    _any_member(
        "has_full_labour", _("A member is fully able to work and not at school"),
        rule.HAS_FULL_LABOUR, "member.labour", "member.school_stage", "member.birth_date",
    ),
    _any_member(
        "at_work", _("A member is at work"), rule.AT_WORK,
        "member.work_months", "member.public_post_months",
    ),
    _every_member(
        "all_covered", _("Every member receives 低保 or 特困"), rule.COVERED,
        "member.low_income_allowance", "member.extreme_poverty_support",
    ),
    _every_member(
        "all_elderly", _("Every member is 60 or older"), rule.ELDERLY, "member.birth_date"
    ),
)  # fmt: skip

# Every one that a condition may name; those of tables beside the wide table join it (wide.py).
INDICATORS = {indicator.code: indicator for indicator in OF_REGISTRY}
# Those of one person, which only a condition asked of persons may name; slices above declare them.
PERSONAL: dict[str, Indicator] = {}
EVERY = ChainMap(INDICATORS, PERSONAL)
# Those that are columns of the wide table; a ratio is two of them.
STORED = tuple(indicator for indicator in OF_REGISTRY if indicator.kind != Kind.RATIO)
