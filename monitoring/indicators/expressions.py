"""The rules of the indicators as SQL, each yielding NULL for "missing".

They read the aliases of refresh.py: `h` the household, `c` its living conditions, `s` the
statement (the newest yearly one of the as-of day's year or the year before), `b` the statement of
the year before `s`, `m.members` the number of members counted, and `p`, one counted member.
What time moves is a bound parameter, see `days`.
"""

from datetime import date
from typing import Any

from monitoring.registry.choices import (
    NOT_AT_SCHOOL,
    DisabilityGrade,
    Education,
    Health,
    HouseGrade,
    HouseholdType,
    Labour,
    OutOfSchoolReason,
)


def days(as_of: date) -> dict[str, Any]:
    """The parameters of every expression: all that time moves, besides the policy's values.

    `school_year` is Y of the policy pack: the school year that runs on the as-of day.
    """
    school_year = as_of.year if as_of.month >= 9 else as_of.year - 1
    return {
        "year": as_of.year,
        "school_year": school_year,
        "of_school_age": date(school_year - 6, 8, 31),
        "first_of_age": date(school_year - 7, 9, 1),
        "past_junior": date(school_year - 15, 8, 31),
        # 16 and 60 are multiples of four: on 29 February the year is a leap year too.
        "turned_16": as_of.replace(year=as_of.year - 16),
        "turned_60": as_of.replace(year=as_of.year - 60),
    }


def one_of(column: str, *values: str) -> str:
    """Whether the column holds one of these values of its list; missing where it is blank."""
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({listed})"


def net_income(statement: str) -> str:
    return (
        f"{statement}.wage_income + {statement}.business_income + {statement}.property_income"
        f" + {statement}.transfer_income - {statement}.business_cost"
    )


def people(statement: str) -> str:
    """The statement's own number of people; where blank or 0, the members counted."""
    return (
        f"CASE WHEN {statement}.id IS NOT NULL"
        f" THEN coalesce(nullif({statement}.people, 0), m.members) END"
    )


REFERENCE_INCOME = f"{net_income('s')} + coalesce(s.claims, 0) - s.out_of_pocket"

EX_POOR = one_of("h.household_type", HouseholdType.EX_POOR)
MONITORED = "h.monitored_type IS NOT NULL AND h.risk_eliminated IS NOT TRUE"
ELIMINATED = "h.monitored_type IS NOT NULL AND h.risk_eliminated IS TRUE"
WATCHED = f"{EX_POOR} OR {MONITORED} OR {ELIMINATED}"

UNSAFE_HOUSE = f"""CASE
    WHEN c.dangerous_house OR {one_of("c.house_grade", HouseGrade.C, HouseGrade.D)} THEN true
    WHEN NOT c.dangerous_house OR {one_of("c.house_grade", HouseGrade.A, HouseGrade.B)} THEN false
    END"""

AT_SCHOOL = f"p.school_stage IS NOT NULL AND NOT ({one_of('p.school_stage', *NOT_AT_SCHOOL)})"
UNDER_16 = "p.birth_date > %(turned_16)s"
ELDERLY = "p.birth_date <= %(turned_60)s"
HEALTH_FILLED = "coalesce(cardinality(p.health), 0) > 0"

PAST_COMPULSORY_SCHOOL = f"""CASE
    WHEN {one_of("p.education", Education.SENIOR, Education.COLLEGE, Education.DEGREE)} THEN true
    WHEN {one_of("p.education", Education.JUNIOR)} THEN p.birth_date <= %(past_junior)s
    ELSE false END"""
# The first rule that applies. A row of an earlier year cannot know whether a child of first age
# went to school this September.
OUT_OF_SCHOOL = f"""CASE
    WHEN {one_of("p.out_of_school_reason", OutOfSchoolReason.ILLNESS, OutOfSchoolReason.DISABILITY)}
        OR {AT_SCHOOL} THEN false
    WHEN p.birth_date >= %(first_of_age)s AND p.school_year < %(school_year)s THEN NULL
    WHEN p.school_stage IS NULL AND p.education IS NULL THEN NULL
    ELSE true END"""
DROPOUT = f"""p.birth_date <= %(of_school_age)s AND {UNDER_16}
    AND NOT {PAST_COMPULSORY_SCHOOL} AND {OUT_OF_SCHOOL}"""

UNINSURED = "NOT (p.resident_insurance OR p.employee_insurance)"
SERIOUS_ILLNESS = f"CASE WHEN {HEALTH_FILLED} THEN '{Health.SERIOUS}' = ANY (p.health) END"
SEVERE_DISABILITY = f"""CASE
    WHEN p.disability_grade IS NOT NULL
        THEN {one_of("p.disability_grade", DisabilityGrade.FIRST, DisabilityGrade.SECOND)}
    WHEN {HEALTH_FILLED} AND '{Health.DISABLED}' <> ALL (p.health) THEN false END"""

HAS_LABOUR = f"""CASE
    WHEN p.labour IS NULL AND {UNDER_16} THEN false
    ELSE {one_of("p.labour", Labour.ORDINARY, Labour.SKILLED, Labour.WEAK)} END"""
HAS_FULL_LABOUR = f"""CASE
    WHEN {AT_SCHOOL} OR (p.labour IS NULL AND {UNDER_16}) THEN false
    ELSE {one_of("p.labour", Labour.ORDINARY, Labour.SKILLED)} END"""
AT_WORK = "coalesce(p.work_months, 0) > 0 OR coalesce(p.public_post_months, 0) > 0"
COVERED = "p.low_income_allowance OR p.extreme_poverty_support"
