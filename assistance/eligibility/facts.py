"""Measures against facts (domain.md 7.4), each rule declared once.

A rule finds where one of its measures is received (`given`), or none of them, although the facts
`where` say otherwise. The first measure is the one whose department is asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from assistance.catalogue.models import Measure

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text

Tree = dict[str, Any]


@dataclass(frozen=True)
class Rule:
    code: str
    sentence: "Text"
    measures: tuple[str, ...]
    where: Tree
    per: str = Measure.Per.MEMBER
    given: bool = True


def _is(code: str) -> Tree:
    return {"indicator": code}


def _not(code: str) -> Tree:
    return {"not": _is(code)}


def _nothing(code: str) -> Tree:
    return {"=": [_is(code), {"number": "0"}]}


def _with(tree: Tree, *others: Tree) -> Tree:
    return {"and": [tree, *others]}


WORK = ("work", "work-relief", "workshop", "travel-subsidy")
POSTS = ("public-post", "forest-guard")
HOUSEHOLD = Measure.Per.HOUSEHOLD
RULES = (
    Rule(
        "low-income-not-registered", _("低保 is given, but the register does not say so"),
        ("minimum-living",), _not("person_low_income"),
    ),
    Rule(
        "extreme-poverty-not-registered", _("特困 is given, but the register does not say so"),
        ("extreme-poverty",), _not("person_extreme_poverty"),
    ),
    Rule(
        "not-disabled", _("A benefit for disabled people is given to somebody who is not disabled"),
        ("disabled-living", "disabled-care", "disabled-day-care"), _not("person_disabled"),
    ),
    Rule(
        "not-at-work", _("A measure of employment is given to somebody who does not work"),
        WORK, _not("person_at_work"),
    ),
    Rule(
        "post-at-seventy", _("A public-interest post is held at 70 or older"),
        POSTS, {">=": [_is("person_age"), {"number": "70"}]},
    ),
    Rule(
        "premium-not-insured", _("The premium is paid for somebody who is not insured"),
        ("full-premium-aid", "premium-aid"), _is("person_uninsured"),
    ),
    Rule(
        "no-wages",
        _("After the risk was eliminated, a measure of employment or a post brings no wages"),
        (*POSTS, *WORK), _with(_is("eliminated"), _nothing("wage_income")), HOUSEHOLD,
    ),
    Rule(
        "no-business", _("A measure of industry is given, but there is no business income"),
        ("industry-support",), _nothing("business_income"), HOUSEHOLD,
    ),
    Rule(
        "no-transfers",
        _("低保, 特困 or a benefit for disabled people is given, but there is no transfer income"),
        ("minimum-living", "extreme-poverty", "disabled-living", "disabled-care"),
        _nothing("transfer_income"), HOUSEHOLD,
    ),
    Rule(
        "unsafe-house-without-measure",
        _("The house of a monitored household is unsafe, but neither repair nor relocation given"),
        ("house-renovation", "relocation-follow-up"),
        _with(_is("monitored"), _is("unsafe_house")), HOUSEHOLD, given=False,
    ),
    Rule(
        "unsafe-water-without-measure",
        _("The water of a monitored household is unsafe, but no measure of water is given"),
        ("safe-water",), _with(_is("monitored"), _is("unsafe_water")), HOUSEHOLD, given=False,
    ),
)  # fmt: skip
BY_CODE = {rule.code: rule for rule in RULES}


def rules_for(per: str, codes: Iterable[str]) -> list[Rule]:
    """Those asked of persons or of households, whose first measure is in force."""
    known = set(codes)
    return [rule for rule in RULES if rule.per == per and rule.measures[0] in known]
