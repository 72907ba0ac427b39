"""Every indicator once more, in plain Python over model instances.

Written from the definitions and not from the SQL, so that the two can disagree. None is "missing".
"""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from monitoring.registry.models import Household, LivingConditions, Member, Statement

Verdict = bool | None


def either(*verdicts: Verdict) -> Verdict:
    if True in verdicts:
        return True
    return None if None in verdicts else False


def both(*verdicts: Verdict) -> Verdict:
    if False in verdicts:
        return False
    return None if None in verdicts else True


def opposite(verdict: Verdict) -> Verdict:
    return None if verdict is None else not verdict


def exists(verdicts: Iterable[Verdict]) -> Verdict:
    return either(*verdicts)


def every(verdicts: Iterable[Verdict]) -> Verdict:
    return both(*verdicts)


def evaluate(
    household: Household,
    members: Sequence[Member],
    statements: Sequence[Statement],
    conditions: LivingConditions | None,
    day: date,
) -> dict[str, Any]:
    """Every indicator of a household on a day; money per person as an exact fraction."""
    counted = [member for member in members if member.status == "active"]
    yearly = {each.year: each for each in statements if each.kind == "yearly"}
    newest = yearly.get(day.year) or yearly.get(day.year - 1)
    before = yearly.get(newest.year - 1) if newest else None
    values = _of_statement(newest, len(counted))
    values["net_income_pc_before"] = _of_statement(before, len(counted))["net_income_pc"]
    values |= _of_household(household, conditions)
    if counted:
        values |= _of_members(counted, day)
    return values


def _of_statement(statement: Statement | None, counted: int) -> dict[str, Any]:
    codes = (
        "net_income", "out_of_pocket", "wage_income", "business_income", "transfer_income",
        "net_income_pc",
    )  # fmt: skip
    values: dict[str, Any] = dict.fromkeys((*codes, "reference_income_pc"))
    if statement is None:
        return values
    values["out_of_pocket"] = statement.out_of_pocket
    values["wage_income"] = statement.wage_income
    values["business_income"] = statement.business_income
    values["transfer_income"] = statement.transfer_income
    parts = [
        statement.wage_income, statement.business_income, statement.property_income,
        statement.transfer_income, statement.business_cost,
    ]  # fmt: skip
    if None in parts:
        return values
    wage, business, estate, transfer, cost = parts
    values["net_income"] = net = wage + business + estate + transfer - cost
    people = statement.people or counted
    if people:
        values["net_income_pc"] = Fraction(net) / people
    if people and statement.out_of_pocket is not None:
        after = net + (statement.claims or 0) - statement.out_of_pocket
        values["reference_income_pc"] = Fraction(after) / people
    return values


def _of_household(household: Household, conditions: LivingConditions | None) -> dict[str, Verdict]:
    kind = household.household_type
    ex_poor = None if kind is None else kind == "脱贫户"
    named = household.monitored_type is not None
    monitored = named and household.risk_eliminated is not True
    eliminated = named and household.risk_eliminated is True
    house: Verdict = None
    water: Verdict = None
    if conditions:
        if conditions.dangerous_house is True or conditions.house_grade in ("C", "D"):
            house = True
        elif conditions.dangerous_house is False or conditions.house_grade in ("A", "B"):
            house = False
        water = opposite(conditions.safe_water)
    return {
        "ex_poor": ex_poor,
        "monitored": monitored,
        "eliminated": eliminated,
        "watched": either(ex_poor, monitored, eliminated),
        "unsafe_house": house,
        "unsafe_water": water,
    }


def _of_members(members: list[Member], day: date) -> dict[str, Verdict]:
    return {
        "dropout": exists(
            both(school_age(each, day), out_of_school(each, day)) for each in members
        ),
        "uninsured": exists(
            opposite(either(each.resident_insurance, each.employee_insurance)) for each in members
        ),
        "serious_illness": exists(
            "患有大病" in each.health if each.health else None for each in members
        ),
        "severe_disability": exists(severely_disabled(each) for each in members),
        "has_labour": exists(
            labour(each, day, "普通劳动力", "技能劳动力", "弱劳动力或半劳动力") for each in members
        ),
        "has_full_labour": exists(
            False if at_school(each) else labour(each, day, "普通劳动力", "技能劳动力")
            for each in members
        ),
        "at_work": any(
            (each.work_months or 0) > 0 or (each.public_post_months or 0) > 0 for each in members
        ),
        "all_covered": every(
            either(each.low_income_allowance, each.extreme_poverty_support) for each in members
        ),
        "all_elderly": every(
            None if (years := age(each, day)) is None else years >= 60 for each in members
        ),
    }


def age(member: Member, day: date) -> int | None:
    born = member.birth_date
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def school_year(day: date) -> int:
    return day.year if day.month >= 9 else day.year - 1


def at_school(member: Member) -> bool:
    return member.school_stage is not None and member.school_stage not in (
        "非在校生", "学龄前儿童", "学前教育",
    )  # fmt: skip


def school_age(member: Member, day: date) -> Verdict:
    year, born, years = school_year(day), member.birth_date, age(member, day)
    old_enough = None if born is None else born <= date(year - 6, 8, 31)
    young_enough = None if years is None else years < 16
    past: Verdict = member.education in ("高中", "大专", "本科及以上")
    if member.education == "初中":
        past = None if born is None else born <= date(year - 15, 8, 31)
    return both(old_enough, young_enough, opposite(past))


def out_of_school(member: Member, day: date) -> Verdict:
    """For a member of school age; of one whose age is unknown, what every age would say."""
    if member.out_of_school_reason in ("因病", "因残") or at_school(member):
        return False
    year, born = school_year(day), member.birth_date
    if born is None:
        return None
    answered_before = member.school_year is not None and member.school_year < year
    if born >= date(year - 7, 9, 1) and answered_before:
        return None
    if member.school_stage is None and member.education is None:
        return None
    return True


def severely_disabled(member: Member) -> Verdict:
    if member.disability_grade:
        return member.disability_grade in ("一级", "二级")
    return False if member.health and "残疾" not in member.health else None


def labour(member: Member, day: date, *abilities: str) -> Verdict:
    if member.labour:
        return member.labour in abilities
    years = age(member, day)
    return False if years is not None and years < 16 else None
