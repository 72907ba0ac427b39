"""What does not fit together (疑点数据), said while typing and again when handed in.

A rule is data, so that the page (static/js/calculator.js) and the server judge by the same one:
conditions on one member (`member`), on no member at all (`nobody`), on the household. A condition
is [field, sign, value]; what is blank meets none but "blank". Values are texts, as forms send them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from monitoring.registry.choices import Health, Labour

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text

Condition = tuple[str, str, Any]
Facts = Mapping[str, Any]  # text, or a list of texts, by column

NOT_ABLE = [Labour.WEAK.value, Labour.LOST.value, Labour.NONE.value]
WORKS: Condition = ("work_months", ">", "0")


@dataclass(frozen=True)
class Rule:
    code: str
    section: str
    sentence: "Text"
    member: tuple[Condition, ...] = ()
    nobody: tuple[Condition, ...] = ()
    household: tuple[Condition, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"sentence": str(self.sentence)}


RULES = (
    Rule("work-without-wage", "income",
         _("{name} works {work_months} months, but the wage income is 0."),
         member=(WORKS,), household=(("statement.wage_income", "=", "0"),)),
    Rule("wage-without-work", "income",
         _("There is wage income, but nobody is registered as working."),
         nobody=(WORKS,), household=(("statement.wage_income", ">", "0"),)),
    Rule("wage-too-small", "income", _("A wage income below 300 yuan a year is unlikely."),
         household=(("statement.wage_income", ">", "0"), ("statement.wage_income", "<", "300"))),
    Rule("wage-too-large", "income", _("A wage income above 300,000 yuan a year is unlikely."),
         household=(("statement.wage_income", ">", "300000"),)),
    Rule("business-without-cost", "income", _("There is business income, but no expenditure."),
         household=(("statement.business_income", ">", "0"),
                    ("statement.business_cost", "=", "0"))),
    Rule("allowance-without-transfer", "income",
         _("{name} receives the low-income allowance, but the transfer income is 0."),
         member=(("low_income_allowance", "=", "true"),),
         household=(("statement.transfer_income", "=", "0"),)),
    Rule("ill-without-spending", "income",
         _("{name} is seriously ill, but nothing was spent out of pocket."),
         member=(("health", "has", Health.SERIOUS.value),),
         household=(("statement.out_of_pocket", "=", "0"),)),
    Rule("out-of-school-but-healthy", "schooling",
         _("{name} is out of school for illness or disability, but registered as healthy."),
         member=(("out_of_school_reason", "in", ["因病", "因残"]),
                 ("health", "has", Health.HEALTHY.value))),
    Rule("insured-twice", "medical",
         _("{name} has both resident and employee medical insurance."),
         member=(("resident_insurance", "=", "true"), ("employee_insurance", "=", "true"))),
    Rule("uninsured", "medical", _("{name} has no basic medical insurance."),
         member=(("resident_insurance", "=", "false"), ("employee_insurance", "=", "false"))),
    Rule("safe-but-grade", "housing", _("The house is not dangerous, but graded C or D."),
         household=(("conditions.dangerous_house", "=", "false"),
                    ("conditions.house_grade", "in", ["C", "D"]))),
    Rule("dangerous-but-grade", "housing", _("The house is dangerous, but graded A or B."),
         household=(("conditions.dangerous_house", "=", "true"),
                    ("conditions.house_grade", "in", ["A", "B"]))),
    Rule("months-without-place", "work", _("{name} works, but the place of work is not known."),
         member=(WORKS, ("work_place", "blank", ""))),
    Rule("place-without-months", "work",
         _("{name} has a place of work, but the months at work are not known."),
         member=(("work_place", "filled", ""), ("work_months", "blank", ""))),
    Rule("works-but-not-able", "work", _("{name} works, but is registered as “{labour}”."),
         member=(WORKS, ("labour", "in", NOT_ABLE))),
    Rule("healthy-but-not-able", "work",
         _("{name} is {age}, healthy and not at school, but registered as “{labour}”."),
         member=(("age", ">", "15"), ("age", "<", "60"), ("health", "has", Health.HEALTHY.value),
                 ("school_stage", "blank", ""), ("labour", "in", NOT_ABLE))),
    Rule("post-at-seventy", "work", _("{name} is {age} and in a public-interest post."),
         member=(("age", ">", "69"), ("public_post_months", ">", "0"))),
)  # fmt: skip


def contradictions(household: Facts, members: Sequence[Facts]) -> list[str]:
    """The sentences of what does not fit; `members` carry their `name` and `age`."""
    return [sentence for rule in RULES for sentence in _said(rule, household, members)]


def _said(rule: Rule, household: Facts, members: Sequence[Facts]) -> Iterator[str]:
    if not all(_meets(household, each) for each in rule.household):
        return
    if rule.nobody and any(_all(member, rule.nobody) for member in members):
        return
    about: Sequence[Facts] = members if rule.member else ({},)
    for member in about:
        if _all(member, rule.member):
            yield str(rule.sentence).format_map(member)


def _all(facts: Facts, conditions: Sequence[Condition]) -> bool:
    return all(_meets(facts, each) for each in conditions)


def _meets(facts: Facts, condition: Condition) -> bool:
    field, sign, wanted = condition
    value = facts.get(field) or ""
    if sign in ("blank", "filled"):
        return bool(value) == (sign == "filled")
    if sign == "has":
        return wanted in value
    if sign == "in":
        return value in wanted
    return _compares(str(value), sign, wanted)


def _compares(value: str, sign: str, wanted: str) -> bool:
    try:
        left, right = Decimal(value), Decimal(wanted)
    except InvalidOperation:
        return sign == "=" and value == wanted
    return {"=": left == right, ">": left > right, "<": left < right}[sign]
