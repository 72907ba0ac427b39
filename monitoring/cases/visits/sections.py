"""The sections of a visit, declared once: what each asks, and of whom.

A field is "entity.column"; a field of a member is asked of each member whom `asks` names.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from monitoring.registry.choices import NOT_AT_SCHOOL
from monitoring.registry.models import Member

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text

SCHOOL_AGE = (3, 24)
WORKING_AGE = 16


def everyone(_member: Member) -> bool:
    return True


def of_school_age(member: Member) -> bool:
    """Also who is at school at another age, or whose age nobody knows."""
    years = member.age(timezone.localdate())
    at_school = member.school_stage and member.school_stage not in NOT_AT_SCHOOL
    return years is None or SCHOOL_AGE[0] <= years <= SCHOOL_AGE[1] or bool(at_school)


def of_working_age(member: Member) -> bool:
    years = member.age(timezone.localdate())
    return years is None or years >= WORKING_AGE


@dataclass(frozen=True)
class Section:
    code: str
    label: "Text"
    fields: tuple[str, ...] = ()
    asks: Callable[[Member], bool] = everyone
    also: tuple[str, ...] = ()  # not asked of everybody, but asked about here: questions.py
    short: bool = False  # part of the short form of the yearly round

    def has(self, field: str) -> bool:
        return field in self.fields or field in self.also


SECTIONS = (
    Section("people", _("Family members"), ("household.phone", "member.status", "member.left_on"),
            short=True),
    Section("income", _("Income and spending"), (
        "statement.people", "statement.wage_income", "statement.business_income",
        "statement.property_income", "statement.transfer_income", "statement.business_cost",
        "statement.claims", "statement.out_of_pocket",
    ), also=("member.low_income_allowance", "member.extreme_poverty_support"), short=True),
    Section("schooling", _("At school"), ("member.school_stage", "member.out_of_school_reason"),
            of_school_age, also=("member.school_year",)),
    Section("medical", _("Medical care"), (
        "member.health", "member.resident_insurance", "member.employee_insurance",
        "member.major_illness_insurance",
    ), also=("member.disability_type", "member.disability_grade", "member.disability_year")),
    Section("housing", _("Housing"), ("conditions.dangerous_house", "conditions.house_grade")),
    Section("water", _("Drinking water"), ("conditions.safe_water",)),
    Section("work", _("Work and posts"), (
        "member.labour", "member.work_place", "member.work_months", "member.public_post",
        "member.public_post_months",
    ), of_working_age),
    Section("difficulties", _("Difficulties"), short=True),
)  # fmt: skip
BY_CODE = {section.code: section for section in SECTIONS}


def asked_in(purpose: str) -> tuple[Section, ...]:
    """The yearly round is short; every other visit asks everything."""
    return tuple(each for each in SECTIONS if each.short or purpose != "round")
