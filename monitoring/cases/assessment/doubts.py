"""What contradicts the registry or itself (domain.md 7.4): told as a warning, never a refusal."""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from monitoring.registry.choices import NOT_AT_SCHOOL, Health, Labour, Risk
from monitoring.registry.models import Household, Member, Statement
from monitoring.registry.wording import label

LEAST_WAGE, MOST_WAGE = Decimal(300), Decimal(300_000)
# Below these a year's amount is probably a month's or a slip.
LEAST_OF_A_YEAR = {
    "low_income_allowance": Decimal(200),
    "pension": Decimal(88),
    "extreme_poverty_support": Decimal(200),
    "family_planning": Decimal(100),
}
FULL = (Labour.ORDINARY, Labour.SKILLED)
LEAST_FOR_HALF = 4  # people


def of_statement(statement: Statement, household: Household) -> list[str]:
    return [
        *_of_wage(statement, household),
        *_of_business(statement),
        *_of_transfer(statement, household),
    ]


def of_risks(risks: Collection[str], household: Household, spent: Decimal | None) -> list[str]:
    """`spent` is the compliant out-of-pocket spending, where it is known."""
    members = list(household.members.active())
    return [
        sentence
        for risk, doubt in (
            (Risk.DISABILITY, _disability(members)),
            (Risk.ILLNESS, _illness(members, spent)),
            (Risk.SCHOOLING, _schooling(members)),
            (Risk.UNSTABLE_WORK, _unstable_work(members)),
            (Risk.NO_LABOUR, _labour(members)),
            (Risk.HOUSING, _housing(household)),
            (Risk.WATER, _water(household)),
        )
        if risk in risks
        for sentence in doubt
    ]


def _of_wage(statement: Statement, household: Household) -> Iterator[str]:
    wage = statement.wage_income or Decimal(0)
    months = sum(member.work_months or 0 for member in household.members.active())
    if months and not wage:
        yield _("The registry has %(months)s months of work, the wage income is 0.") % {
            "months": months
        }
    if 0 < wage < LEAST_WAGE or wage > MOST_WAGE:
        yield _("The wage income is unusual: below 300 or above 300,000 yuan.")


def _of_business(statement: Statement) -> Iterator[str]:
    if statement.business_income and not statement.business_cost:
        yield _("There is business income but no business expenditure.")
    if statement.business_cost and not statement.business_income:
        yield _("There is business expenditure but no business income.")


def _of_transfer(statement: Statement, household: Household) -> Iterator[str]:
    for field, least in LEAST_OF_A_YEAR.items():
        if 0 < (getattr(statement, field) or 0) < least:
            yield _("“%(name)s” of a whole year is below %(least)s yuan.") % {
                "name": label(Statement, field), "least": least,
            }  # fmt: skip
    members = household.members.active()
    if members.filter(low_income_allowance=True).exists() and not statement.low_income_allowance:
        yield _("A member receives the low-income allowance, its amount is 0.")
    conditions = getattr(household, "conditions", None)
    if statement.eco_compensation and not getattr(conditions, "returned_woodland", None):
        yield _("There is eco-compensation, but no farmland returned to wood.")


def _disability(members: Sequence[Member]) -> Iterator[str]:
    if not any(Health.DISABLED in (each.health or ()) for each in members):
        yield _("The risk is disability, but no member is disabled.")


def _illness(members: Sequence[Member], spent: Decimal | None) -> Iterator[str]:
    ill = {Health.CHRONIC, Health.SERIOUS}
    if not any(ill.intersection(each.health or ()) for each in members):
        yield _("The risk is illness, but no member is ill.")
    if spent == 0:
        yield _("The risk is illness, but nothing was spent on compliant treatment.")


def _schooling(members: Sequence[Member]) -> Iterator[str]:
    if not any(each.school_stage and each.school_stage not in NOT_AT_SCHOOL for each in members):
        yield _("The risk is schooling, but no member is at school.")


def _unstable_work(members: Sequence[Member]) -> Iterator[str]:
    if not any(each.labour in FULL for each in members):
        yield _("The risk is unstable work, but no member is able to work.")
    elif not any(each.work_place or each.work_months for each in members):
        yield _("The risk is unstable work, but nothing is registered about anybody's work.")


def _labour(members: Sequence[Member]) -> Iterator[str]:
    """All able, half of four or more, or over a quarter fully able."""
    full = sum(each.labour in FULL for each in members)
    half = len(members) >= LEAST_FOR_HALF and 2 * full >= len(members)
    if full and (full == len(members) or half or 4 * full > len(members)):
        yield _("The risk is lack of labour, but %(full)s of %(all)s members are able to work.") % {
            "full": full, "all": len(members),
        }  # fmt: skip


def _housing(household: Household) -> Iterator[str]:
    conditions = getattr(household, "conditions", None)
    if not (conditions and (conditions.dangerous_house or conditions.house_grade in ("C", "D"))):
        yield _("The risk is unsafe housing, but no dangerous house is registered.")


def _water(household: Household) -> Iterator[str]:
    conditions = getattr(household, "conditions", None)
    if not (conditions and conditions.safe_water is False):
        yield _("The risk is unsafe water, but safe water is registered.")
