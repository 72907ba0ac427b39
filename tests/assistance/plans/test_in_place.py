"""帮扶措施到位: what awards and deliveries say of an elimination, on the page and at night."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from assistance.plans.needs import CALLS_FOR
from monitoring.cases.casework.models import Episode
from monitoring.cases.ending import actions, candidates
from monitoring.cases.ending.conditions import Condition, of_cases, of_episodes
from monitoring.cases.ending.models import Candidate
from monitoring.registry.choices import Risk
from tests import factories
from tests.monitoring.cases.ending.test_ending import monitored

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
BEGUN = TODAY - timedelta(days=300)
CATEGORY = {
    "temporary-aid": "综合保障", "industry-support": "产业帮扶", "safe-water": "饮水安全保障",
    "social-forces": "社会帮扶", "house-renovation": "住房安全保障",
}  # fmt: skip


def episode(*risks: str) -> Episode:
    """Ready in everything but measures."""
    made = monitored(helped=False)
    made.risks = [{"risk": risk, "sub_item": "", "remark": ""} for risk in risks]
    made.save(update_fields=("risks",))
    return made


def said(of: Episode) -> dict[str, Condition]:
    return {each.code: each for each in of_episodes([of])[of.pk]}


def give(of: Episode, code: str, *, delivered: bool = True, **fields: Any) -> None:
    award = factories.award(of.household, code, **fields)
    if delivered:
        factories.delivery(award)


def test_every_risk_has_measures_that_answer_it():
    assert set(CALLS_FOR) == set(Risk)


def test_without_any_measure_the_records_say_no():
    made = episode()
    assert said(made)["measures"].verdict == "no"
    with pytest.raises(ValidationError, match="帮扶措施"):
        actions.ask(
            made, by=factories.user("village", factories.VILLAGE), kind="help", ground="稳定",
            on=TODAY,
        )  # fmt: skip


def test_each_risk_needs_a_measure_that_fits_it_and_something_that_came():
    made = episode(Risk.DISASTER, Risk.WATER)
    give(made, "temporary-aid", delivered=False)
    assert "饮水" in said(made)["measures"].ground
    give(made, "safe-water", delivered=False)
    assert said(made)["measures"].verdict == "missing"
    factories.delivery(made.household.awards.first())
    assert said(made)["measures"].is_met


def test_help_that_came_once_stays_in_place_though_its_days_are_over():
    made, before = episode(), episode()
    ended = {"starts_on": BEGUN, "ends_on": BEGUN + timedelta(days=1)}
    give(made, "temporary-aid", **ended)
    assert said(made)["measures"].is_met
    award = factories.award(before.household, **ended)
    factories.delivery(award, paid_on=BEGUN - timedelta(days=1))  # before it was monitored
    assert said(before)["measures"].verdict == "no"


def test_what_was_reversed_did_not_come():
    made = episode()
    factories.delivery(factories.award(made.household), state="reversed", why="误发")
    assert said(made)["measures"].verdict == "missing"


def test_a_person_vouches_for_what_no_record_tells_but_not_against_a_record():
    village = factories.user("village", factories.VILLAGE)
    helped, without = episode(Risk.UNSTABLE_WORK), episode()
    give(helped, "temporary-aid", delivered=False)
    case = actions.ask(helped, by=village, kind="help", ground="亲戚帮其就业", on=TODAY)
    actions.attest(case, by=village, code="measures", note="其兄介绍在县城务工")
    known = {each.code: each for each in of_cases([case])[case.pk]}
    assert known["measures"].is_met
    assert "其兄" in known["measures"].ground
    natural = actions.ask(without, by=village, kind="natural", ground="自行恢复", on=TODAY)
    with pytest.raises(ValidationError):
        actions.attest(natural, by=village, code="measures", note="邻居帮忙")


def test_a_risk_that_went_by_itself_needs_no_measure_but_illness_and_schooling_do():
    village = factories.user("village", factories.VILLAGE)
    assert actions.ask(
        episode(Risk.UNSTABLE_WORK), by=village, kind="natural", ground="自行恢复", on=TODAY
    )
    for risk in (Risk.ILLNESS, Risk.SCHOOLING):
        with pytest.raises(ValidationError, match=risk):
            actions.ask(episode(risk), by=village, kind="natural", ground="恢复", on=TODAY)


days = st.integers(-400, 40).map(lambda n: TODAY + timedelta(days=n))
measures = st.tuples(
    st.sampled_from(sorted(CATEGORY)), days, st.none() | st.integers(0, 300),
    st.none() | st.integers(-400, 0).map(lambda n: TODAY + timedelta(days=n)),
)  # fmt: skip
homes = st.tuples(
    st.lists(st.sampled_from(list(Risk)), max_size=3, unique=True), st.lists(measures, max_size=3)
)


def in_place(risks: list[str], given_: list[tuple[str, date, int | None, date | None]]) -> bool:
    """The rule once more, without the database."""
    counting = []
    for code, starts, length, reached in given_:
        came = reached is not None and reached >= BEGUN
        runs = length is None or starts + timedelta(days=length) >= TODAY
        if starts <= TODAY and (runs or came):
            counting.append((CATEGORY[code], came))
    categories = {category for category, _came in counting}
    fits = all(categories & set(CALLS_FOR[risk]) for risk in risks)
    return fits and any(came for _category, came in counting)


@settings(max_examples=15, deadline=None)
@given(st.lists(homes, min_size=1, max_size=4))
def test_at_night_and_on_the_page_it_is_the_same_and_what_the_rule_says(drawn):
    with transaction.atomic():
        made = [(episode(*risks), risks, given_) for risks, given_ in drawn]
        for home, _risks, given_ in made:
            for code, starts, length, reached in {each[0]: each for each in given_}.values():
                ends = None if length is None else starts + timedelta(days=length)
                award = factories.award(home.household, code, starts_on=starts, ends_on=ends)
                if reached:
                    factories.delivery(award, paid_on=reached)
        candidates.refresh(TODAY)
        found = set(Candidate.objects.values_list("episode_id", flat=True))
        page = {
            home.pk
            for home, _risks, _given in made
            if all(each.is_met for each in of_episodes([home])[home.pk])
        }
        expected = {
            home.pk
            for home, risks, given_ in made
            if in_place(risks, list({each[0]: each for each in given_}.values()))
        }
        assert found == page == expected
        transaction.set_rollback(True)
