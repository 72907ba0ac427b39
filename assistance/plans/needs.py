"""What a risk calls for, and whom a measure is for: data, here alone (domain.md 5.2, 7.4)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from assistance.catalogue.models import Category
from monitoring.registry.choices import Risk

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text

# By risk the categories that answer it, the nearest first.
CALLS_FOR: Mapping[str, tuple[str, ...]] = {
    Risk.ILLNESS: (Category.HEALTH, Category.SAFETY_NET, Category.SOCIAL),
    Risk.SCHOOLING: (Category.EDUCATION, Category.SCHOOL, Category.SOCIAL),
    Risk.DISABILITY: (Category.SAFETY_NET, Category.HEALTH, Category.SOCIAL),
    Risk.DISASTER: (Category.SAFETY_NET, Category.HOUSING, Category.INDUSTRY, Category.LIVING),
    Risk.ACCIDENT: (Category.SAFETY_NET, Category.HEALTH, Category.SOCIAL),
    Risk.FAILED_PROJECT: (Category.INDUSTRY, Category.FINANCE, Category.SOCIAL),
    Risk.UNSTABLE_WORK: (Category.EMPLOYMENT, Category.POST),
    Risk.NO_LABOUR: (Category.SAFETY_NET, Category.SOCIAL),
    Risk.HOUSING: (Category.HOUSING, Category.RELOCATION),
    Risk.WATER: (Category.WATER,),
    Risk.EPIDEMIC: (Category.EMPLOYMENT, Category.POST, Category.SAFETY_NET),
    Risk.OTHER: (Category.SAFETY_NET, Category.SOCIAL),
}


@dataclass(frozen=True)
class Person:
    """Of a member what tells whether a measure is for them; None is not known."""

    pk: int
    name: str
    age: int | None = None
    can_work: bool | None = None
    compulsory_pupil: bool = False
    student: bool = False  # beyond compulsory school
    ill: bool = False
    disabled: bool = False

    @property
    def is_adult(self) -> bool:
        return self.age is not None and self.age >= 16


@dataclass(frozen=True)
class Whom:
    """For whom: the rule, and how it is said of the one who was found."""

    fits: Callable[[Person], bool]
    why: "Text"


WORKER = Whom(
    lambda each: bool(each.can_work) and not (each.compulsory_pupil or each.student), _("can work")
)
ILL = Whom(lambda each: each.ill, _("is ill"))
PUPIL = Whom(lambda each: each.compulsory_pupil, _("is of compulsory school"))
STUDENT = Whom(lambda each: each.student, _("studies beyond compulsory school"))
DISABLED = Whom(lambda each: each.disabled, _("is disabled"))
UNABLE = Whom(lambda each: each.is_adult and each.can_work is False, _("cannot work"))
DISABLED_CHILD = Whom(
    lambda each: each.disabled and each.age is not None and each.age < 18, _("is a disabled child")
)
ADULT = Whom(
    lambda each: each.is_adult and (each.age or 0) < 60 and not each.student,
    _("is of the age that pays for a pension"),
)
ANYONE = Whom(lambda each: True, _("belongs to the household"))

BY_CATEGORY: Mapping[str, Whom] = {
    Category.INDUSTRY: WORKER,
    Category.EMPLOYMENT: WORKER,
    Category.FINANCE: WORKER,
    Category.POST: WORKER,
    Category.HEALTH: ILL,
    Category.SCHOOL: PUPIL,
    Category.EDUCATION: STUDENT,
}
# Before what is said of their category.
BY_MEASURE: Mapping[str, Whom] = {
    "full-premium-aid": ANYONE,
    "premium-aid": ANYONE,
    "extreme-poverty": UNABLE,
    "bought-care": UNABLE,
    "disabled-living": DISABLED,
    "disabled-care": DISABLED,
    "disabled-day-care": DISABLED,
    "child-rehabilitation": DISABLED_CHILD,
    "pension-on-behalf": ADULT,
}
# Nothing in the registry tells of whom they are; a person who knows chooses them.
NEVER_SUGGESTED = ("pension", "orphan-allowance", "unattended-child", "left-behind-child")
