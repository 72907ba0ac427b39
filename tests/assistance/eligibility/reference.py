"""The comparison once more in plain Python, from the rules and not from the SQL."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from assistance.catalogue.models import Terms
from assistance.eligibility.facts import RULES
from monitoring.criteria.reference import evaluate
from monitoring.registry.models import Member

Values = Mapping[str, Any]
Found = tuple[int, str, str, str]  # person or 0, kind, measure, about
NOT_AT_SCHOOL = (None, "非在校生", "学龄前儿童", "学前教育")
VOCATIONAL = ("中职", "高职高专", "技师学院")


def person(member: Member, day: date) -> dict[str, Any]:
    """What a member says of themselves; None is missing."""
    health, born, stage = member.health or None, member.birth_date, member.school_stage
    age = None if born is None else day.year - born.year - ((day.month, day.day) < born_day(born))
    months = (member.work_months, member.public_post_months)
    return {
        "person_age": age,
        "person_low_income": member.low_income_allowance,
        "person_extreme_poverty": member.extreme_poverty_support,
        "person_disabled": True if member.disability_grade else health and "残疾" in health,
        "person_severely_disabled": severe(member),
        "person_serious_illness": health and "患有大病" in health,
        "person_chronic": health and "长期慢性病" in health,
        "person_uninsured": neither(member.resident_insurance, member.employee_insurance),
        "person_medical_assistance": member.medical_assistance,
        "person_at_school": stage not in NOT_AT_SCHOOL,
        "person_vocational_student": None if stage is None else stage.startswith(VOCATIONAL),
        "person_able_to_work": able(member, age),
        "person_at_work": None if months == (None, None) else any(months),
        "person_in_public_post": None if months[1] is None else months[1] > 0,
    }


def born_day(born: date) -> tuple[int, int]:
    return (born.month, born.day)


def severe(member: Member) -> bool | None:
    if member.disability_grade:
        return member.disability_grade in ("一级", "二级")
    return False if member.health and "残疾" not in member.health else None


def neither(one: bool | None, other: bool | None) -> bool | None:
    if one or other:
        return False
    return None if None in (one, other) else True


def able(member: Member, age: int | None) -> bool | None:
    if member.labour is None:
        return False if age is not None and age < 16 else None
    return member.labour in ("普通劳动力", "技能劳动力", "弱劳动力或半劳动力")


class Row:
    """A household or a person: what is known, and the codes of the measures given to it."""

    def __init__(self, key: int, per: str, values: Values, given: Iterable[str]) -> None:
        self.key, self.per, self.values, self.given = key, per, values, set(given)

    def says(self, tree: Any) -> bool | None:
        return evaluate(tree, self.values, {})

    def receives(self, terms: Terms) -> bool | None:
        if terms.measure.code in self.given:
            return True
        of_other = self.per == "household" and terms.measure.per == "member"
        return False if terms.received is None or of_other else self.says(terms.received)


def findings(rows: Iterable[Row], catalogue: Mapping[str, Terms], told: set[str]) -> set[Found]:
    return {found for row in rows for found in _of_row(row, catalogue, told)}


def _of_row(row: Row, catalogue: Mapping[str, Terms], told: set[str]) -> Iterable[Found]:
    for code, terms in catalogue.items():
        if terms.measure.per != row.per:
            continue
        received = row.receives(terms)
        entitled = row.says(terms.eligibility) if terms.eligibility else None
        recorded = terms.received is not None or code in told
        if terms.measure.is_owed and recorded and entitled and received is False:
            yield row.key, "not_receiving", code, ""
        if entitled is False and received:
            yield row.key, "not_entitled", code, ""
        for other in terms.excludes.all():
            second = catalogue[other.code]
            if terms.pk < second.pk and received and row.receives(second):
                yield row.key, "exclusive", code, other.code
    for rule in RULES:
        if rule.per == row.per and row.says(rule.where):
            answers = {row.receives(catalogue[code]) for code in rule.measures}
            if True in answers if rule.given else answers == {False}:
                yield row.key, "facts", rule.measures[0], rule.code
