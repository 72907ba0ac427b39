"""Every finding, and no other, that the rules written down in plain Python give."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Division
from assistance.awards.models import Award
from assistance.catalogue.models import Measure, Terms
from assistance.eligibility import actions
from assistance.eligibility.models import Finding, MemberIndicators
from assistance.eligibility.people import OF_PERSON
from monitoring.indicators import wide
from monitoring.registry import choices
from monitoring.registry.models import LivingConditions, Member, Statement
from tests import factories
from tests.assistance.eligibility import reference

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

DAY = date(2026, 11, 20)
YES_NO = st.sampled_from([None, True, False])
MONTHS = st.sampled_from([None, 0, 6])


def ages() -> st.SearchStrategy[date | None]:
    """Around every edge of the terms and rules."""
    edge = st.sampled_from([16, 18, 60, 65, 66, 70]).map(lambda age: DAY.replace(DAY.year - age))
    near = st.builds(lambda day, off: day + timedelta(days=off), edge, st.integers(-1, 1))
    return st.none() | near


def blank_or(values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from([None, *values])


MEMBERS = st.fixed_dictionaries(
    {
        "birth_date": ages(),
        "low_income_allowance": YES_NO,
        "extreme_poverty_support": YES_NO,
        "resident_insurance": YES_NO,
        "employee_insurance": YES_NO,
        "medical_assistance": YES_NO,
        "health": st.none() | st.lists(st.sampled_from(choices.Health.values), max_size=2),
        "disability_grade": blank_or(choices.DisabilityGrade.values),
        "labour": blank_or(choices.Labour.values),
        "work_months": MONTHS,
        "public_post_months": MONTHS,
        "school_stage": blank_or(
            ["非在校生", "小学", "中职一年级", "技师学院二年级", "本科一年级"]
        ),
    }
)
HOUSEHOLDS = st.fixed_dictionaries(
    {
        "household_type": blank_or(choices.HouseholdType.values),
        "monitored_type": blank_or(choices.MonitoredType.values),
        "risk_eliminated": YES_NO,
    }
)
CONDITIONS = st.fixed_dictionaries({"dangerous_house": YES_NO, "safe_water": YES_NO})
MONEY = st.sampled_from([None, 0, 8000])
CODES = [
    "minimum-living", "extreme-poverty", "public-post", "forest-guard", "full-premium-aid",
    "premium-aid", "disabled-care", "pension-on-behalf", "rain-dew", "work", "small-credit",
    "house-renovation", "safe-water", "industry-support", "orphan-allowance", "unattended-child",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    fields=HOUSEHOLDS,
    conditions=CONDITIONS,
    money=st.tuples(MONEY, MONEY, MONEY),
    people=st.lists(MEMBERS, min_size=1, max_size=3),
    awards=st.lists(st.tuples(st.sampled_from(CODES), st.integers(0, 2)), max_size=6, unique=True),
)
def test_the_statements_and_plain_python_find_the_same(
    fields: Any, conditions: Any, money: Any, people: Any, awards: Any
) -> None:
    with transaction.atomic():
        household = factories.household(**fields)
        LivingConditions.objects.create(household=household, source=household.source, **conditions)
        Statement.objects.create(
            household=household, year=2026, starts=date(2026, 1, 1), ends=date(2026, 12, 31),
            people=len(people), wage_income=money[0], business_income=money[1],
            transfer_income=money[2], source=household.source,
        )  # fmt: skip
        members = [factories.member(household, **each) for each in people]
        _give(awards, members)
        found, expected = _found(), _expected(members)
        transaction.set_rollback(True)
    assert found == expected


def _give(awards: list[tuple[str, int]], members: list[Member]) -> None:
    measures = Measure.objects.in_bulk(field_name="code")
    for code, number in awards:
        member = members[number % len(members)] if measures[code].per == "member" else None
        if Award.objects.filter(measure=measures[code], member=member).exists():
            continue
        Award.objects.create(
            measure=measures[code], household=members[0].household, member=member,
            division_id=members[0].division_id, starts_on=DAY, origin="roll",
        )  # fmt: skip


def _found() -> set[reference.Found]:
    wide.refresh(as_of=DAY)
    actions.compare(Division.objects.get(code=factories.PINGSHAN), day=DAY)
    rows = Finding.objects.values_list("person", "kind", "measure__code", "about")
    return set(rows)


def _expected(members: list[Member]) -> set[reference.Found]:
    terms = Terms.objects.in_force(DAY, factories.VILLAGE).prefetch_related("excludes")
    catalogue = {each.measure.code: each for each in terms}
    awards = list(Award.objects.select_related("measure"))
    of_household = wide.known([members[0].household_id])[members[0].household_id]
    rows = [reference.Row(0, "household", of_household, (each.measure.code for each in awards))]
    for member in members:
        member.refresh_from_db()
        values = of_household | reference.person(member, DAY)
        given = (each.measure.code for each in awards if each.member_id == member.pk)
        rows.append(reference.Row(member.pk, "member", values, given))
    told = {each.measure.code for each in awards}
    found = reference.findings(rows, catalogue, told)
    return {each for each in found if each[2] != "back-to-school"}


@settings(max_examples=40, deadline=None)
@given(said=MEMBERS)
def test_a_person_says_the_same_in_sql_and_in_plain_python(said: Any) -> None:
    with transaction.atomic():
        member = factories.member(factories.household(), **said)
        member.refresh_from_db()
        actions.compare(Division.objects.get(code=factories.PINGSHAN), day=DAY)
        row = MemberIndicators.objects.get()
        transaction.set_rollback(True)
    expected = reference.person(member, DAY)
    compared = {each.code: getattr(row, each.code) for each in OF_PERSON}
    del compared["person_dropout"]  # a definition of the screening, held against its own reference
    assert compared == expected
