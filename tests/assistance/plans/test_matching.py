"""What is suggested to whom: a table of risks, labour and what is received; and what never is."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistance.catalogue.models import Category, Measure
from assistance.plans import matching
from assistance.plans.matching import Situation, suggest
from assistance.plans.needs import CALLS_FOR, Person
from assistance.plans.suggested import of_episode
from monitoring.registry.choices import Risk
from tests import factories
from tests.assistance.plans import making


def _measure(pk: int, code: str, category: str, per: str = "household", **fields: Any) -> Measure:
    return Measure(pk=pk, code=code, name=code, category=category, per=per, **fields)


MEASURES = [
    _measure(1, "industry", Category.INDUSTRY, is_development=True),
    _measure(2, "industry-other", Category.INDUSTRY),
    _measure(3, "work", Category.EMPLOYMENT, "member", is_development=True),
    _measure(4, "training", Category.EMPLOYMENT, "member"),
    _measure(5, "credit", Category.FINANCE, is_development=True),
    _measure(6, "post", Category.POST, "member", is_development=True),
    _measure(7, "house", Category.HOUSING),
    _measure(8, "water", Category.WATER),
    _measure(9, "illness", Category.HEALTH, "member"),
    _measure(10, "student-aid", Category.EDUCATION, "member"),
    _measure(11, "minimum-living", Category.SAFETY_NET, "member"),
    _measure(12, "temporary-aid", Category.SAFETY_NET),
    _measure(13, "orphan-allowance", Category.SAFETY_NET, "member"),
]
WORKER = Person(1, "张三", age=40, can_work=True)
ILL = Person(2, "李四", age=70, ill=True)
STUDENT = Person(3, "张五", age=18, student=True)
HOME = (WORKER, ILL, STUDENT)


@pytest.mark.parametrize(
    ("risks", "has_labour", "received", "expected"),
    [
        ([Risk.ILLNESS], True, (), ["industry", "work", "credit", "illness", "minimum-living"]),
        ([Risk.UNSTABLE_WORK], True, (), ["work", "post", "industry", "training"]),
        ([Risk.FAILED_PROJECT], True, (), ["industry", "credit", "work", "industry-other"]),
        ([Risk.WATER, Risk.HOUSING], True, (), ["industry", "work", "credit", "water", "house"]),
        ([Risk.ILLNESS], False, (), ["minimum-living", "temporary-aid", "illness"]),
        ([Risk.SCHOOLING], False, (), ["minimum-living", "temporary-aid", "student-aid"]),
        ([Risk.WATER], False, [(12, None)], ["minimum-living", "water"]),
        ([Risk.FAILED_PROJECT], True, [(1, None)], ["credit", "work", "post", "industry-other"]),
        ([Risk.ILLNESS], False, [(9, 2)], ["minimum-living", "temporary-aid"]),
        ([], False, (), ["minimum-living", "temporary-aid"]),
        ([], True, (), ["industry", "work", "credit"]),
    ],
)
def test_risks_labour_and_what_is_received_say_what_comes_first(
    risks: list[str], has_labour: bool, received: Any, expected: list[str]
) -> None:
    situation = Situation(risks, has_labour, HOME, frozenset(received))
    found = [each.measure.code for each in suggest(situation, MEASURES)]
    assert found[: len(expected)] == expected


def test_each_risk_of_the_form_calls_for_something() -> None:
    assert set(CALLS_FOR) == set(Risk.values)


def test_a_measure_goes_to_the_next_person_whom_it_fits() -> None:
    second = Person(4, "王六", age=45, can_work=True)
    situation = Situation([], True, (*HOME, second), frozenset({(3, 1)}))
    work = next(each for each in suggest(situation, MEASURES) if each.measure.code == "work")
    assert work.person == second
    assert "王六有劳动能力" in work.reason


def test_what_is_not_due_or_excluded_is_left_out() -> None:
    situation = Situation(
        [], True, HOME, excluded=frozenset({1}), unentitled=frozenset({5}), entitled={3: "已监测"}
    )
    found = {each.measure.code: each.reason for each in suggest(situation, MEASURES)}
    assert set(found) == {"work", "post"}
    assert "已监测" in found["work"]


PEOPLE = st.builds(
    Person, pk=st.integers(1, 9), name=st.just("张"), age=st.none() | st.integers(0, 99),
    can_work=st.none() | st.booleans(),
    student=st.booleans(), ill=st.booleans(), disabled=st.booleans(),
)  # fmt: skip
SITUATIONS = st.builds(
    Situation,
    risks=st.lists(st.sampled_from(Risk.values), max_size=5, unique=True),
    has_labour=st.booleans(),
    people=st.lists(PEOPLE, max_size=6, unique_by=lambda each: each.pk),
    received=st.frozensets(
        st.tuples(st.integers(1, 13), st.none() | st.integers(1, 9)), max_size=20
    ),
)


@settings(deadline=None, max_examples=300)
@given(SITUATIONS)
def test_never_what_is_received_and_development_first(of: Situation) -> None:
    found = suggest(of, MEASURES)
    given_to = [(each.measure.pk, each.person.pk if each.person else None) for each in found]
    assert not set(given_to) & of.received
    assert len(given_to) == len(set(given_to))
    assert all(each.reason for each in found)
    fitting = [each for each in MEASURES if matching._fit(of, each)]
    if of.has_labour and any(each.is_development for each in fitting):
        assert found[0].measure.is_development
    if not of.has_labour:
        assert not any(each.measure.is_development for each in found)


@pytest.mark.django_db
def test_a_monitored_household_is_read_from_the_registry() -> None:
    household = factories.household()
    factories.member(household, name="张三", labour="普通劳动力")
    factories.member(household, name="李四", health=["患有大病"])
    episode = making.episode(household, risks=[{"risk": "因病", "sub_item": "", "remark": ""}])
    found = of_episode(episode)
    assert found[0].measure.is_development
    ill = [each for each in found if each.measure.category == Category.HEALTH]
    assert {each.person.name for each in ill if each.person} >= {"李四"}
    assert all("“因病”需要健康帮扶" in each.reason for each in ill)
    # Whether 李四 can work is not known.
    assert "extreme-poverty" not in {each.measure.code for each in found}
    assert "safe-water" not in {each.measure.code for each in found}
