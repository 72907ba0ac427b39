"""What became of records, and how often criteria were right."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import Post
from assistance.awards.models import Award
from assistance.catalogue.models import Measure
from monitoring.cases.clues.models import Clue
from monitoring.criteria.models import Criterion
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.outcomes import accuracy
from monitoring.feeds.outcomes.fate import Fate, outcomes
from monitoring.feeds.records.actions import receive
from monitoring.feeds.records.models import Record
from monitoring.feeds.records.pushes import Key
from tests import factories

pytestmark = pytest.mark.django_db

WANG, LI = "130131195603121234", "130131198005170013"
ENROLMENT = FEEDS["insurance-enrolment"]


@pytest.fixture
def wang():
    household = factories.household(household_type="脱贫户")
    return factories.member(
        household, id_number=WANG, resident_insurance=True, employee_insurance=False
    )


@pytest.fixture
def told(wang, county, django_capture_on_commit_callbacks):
    """The record that 王秀英 is not insured, after which her household is flagged."""
    sender = factories.user(Post.Role.DEPARTMENT, factories.PINGSHAN)
    records = {
        row: {"id_number": number, "year": 2026, "resident": False, "employee": False}
        for row, number in enumerate((WANG, LI), 1)
    }
    with django_capture_on_commit_callbacks(execute=True):
        receive(ENROLMENT, records, by=sender, area=county)
    return Record.objects.get(row=1)


def fate(record) -> Fate:
    return outcomes([record])[record.pk].fate


def test_a_record_is_followed_from_its_flag_to_the_decision(told, wang):
    assert fate(told) == Fate.FLAGGED
    clue = Clue.objects.get(household=wang.household)
    states = {
        Clue.State.KNOWN: Fate.KNOWN,
        Clue.State.CHECKING: Fate.CHECKING,
        Clue.State.FOUND_FALSE: Fate.REFUSED,
        Clue.State.CONFIRMED: Fate.IDENTIFIED,
    }
    for state, expected in states.items():
        Clue.objects.filter(pk=clue.pk).update(state=state, reason="核实情况")
        assert fate(told) == expected
    assert outcomes([told])[told.pk].reason == "核实情况"


def test_a_measure_since_the_record_is_its_end(told, wang):
    Clue.objects.update(state=Clue.State.CONFIRMED)
    earlier = timezone.localdate(told.at) - timedelta(days=1)
    given = {"measure": Measure.objects.first(), "division": wang.household.division}
    shared = given | {"household": wang.household, "origin": "plan"}
    Award.objects.create(starts_on=earlier, ends_on=earlier, **shared)
    assert fate(told) == Fate.IDENTIFIED
    award = Award.objects.create(starts_on=timezone.localdate(), **shared)
    assert fate(told) == Fate.HELPED
    assert outcomes([told])[told.pk].helped_on == award.starts_on
    Clue.objects.update(state=Clue.State.FOUND_FALSE)
    assert fate(told) == Fate.REFUSED


def test_what_waits_and_what_was_replaced_is_said(told, county):
    waiting = Record.objects.get(row=2)
    assert fate(waiting) == Fate.WAITING
    insured = {"id_number": LI, "year": 2026, "resident": True, "employee": False}
    receive(ENROLMENT, {1: insured}, by=told.push.by, area=county)
    assert fate(waiting) == Fate.REPLACED


def test_a_clue_from_before_the_record_is_not_its_doing(told, wang):
    past = timezone.localdate() - timedelta(days=30)
    Clue.objects.update(state=Clue.State.FOUND_FALSE, closed_on=past)
    assert fate(told) == Fate.FLAGGED


def test_a_client_reads_what_became_of_its_own_records(client, wang):
    sender = factories.department_client(feeds=["insurance-enrolment"])
    other = factories.department_client(feeds=["insurance-enrolment"])
    record = {"id_number": WANG, "year": 2026, "resident": True, "employee": False}
    receive(ENROLMENT, {1: record}, by=sender.user, area=sender.division, key=Key("k", b""))
    url = "/api/v1/outcomes/?feed=insurance-enrolment"
    answer = client.get(url, headers=factories.bearer(sender)).json()
    assert [(each["key"], each["row"], each["fate"]) for each in answer["results"]] == [
        ("k", 1, "matched")
    ]
    after = client.get(f"{url}&after={answer['next']}", headers=factories.bearer(sender)).json()
    assert after == {"results": [], "next": answer["next"]}
    assert not client.get(url, headers=factories.bearer(other)).json()["results"]


def decided(state: str, income: str, days: int = 4) -> None:
    """A clue by income below the line, decided today."""
    today = timezone.localdate()
    household = factories.household()
    values = {"net_income": income, "people": 1}
    factories.flag(household, values=values, first_seen=today - timedelta(days=days))
    factories.clue(
        household, state=state, criteria=["income-below-line"],
        raised_on=today - timedelta(days=days), closed_on=today,
    )  # fmt: skip


def test_criteria_are_scored_by_what_was_decided(county):
    for state in ("confirmed", "confirmed", "found_false", "known"):
        decided(state, "5000")
    since = timezone.localdate() - timedelta(days=30)
    score = next(
        each for each in accuracy.scores(county, since) if each.of.code == "income-below-line"
    )
    assert (score.right, score.decided, score.counts["known"], score.days) == (67, 3, 1, 4)


def test_feeds_are_scored_by_the_households_of_which_they_told(told, wang, county):
    today = timezone.localdate()
    Clue.objects.update(state="confirmed", closed_on=today)
    shared = {"criteria": ["uninsured"], "raised_on": today, "closed_on": today}
    factories.clue(factories.household(), state="found_false", **shared)  # not from the feed
    scores = accuracy.feed_scores(county, today - timedelta(days=30))
    score = next(each for each in scores if each.of == ENROLMENT)
    assert (score.right, score.decided, score.days) == (100, 1, 0)
    assert not accuracy.feed_scores(county, today + timedelta(days=1))[0].counts


def test_another_line_is_tried_on_the_decided_cases(county):
    decided("confirmed", "3000")
    decided("confirmed", "6000")
    decided("found_false", "6500")
    criterion = Criterion.objects.get(code="income-below-line")
    since = timezone.localdate() - timedelta(days=30)
    tried = accuracy.try_value(criterion, {"monitoring_line": Decimal(6100)}, county, since)
    assert tried == accuracy.Tried(2, 0, 0, 1)
    tried = accuracy.try_value(criterion, {"monitoring_line": Decimal(5000)}, county, since)
    assert (tried.right_kept, tried.right_lost, tried.right) == (1, 1, 100)


def test_the_pages_show_it(client, told, county):
    officer = factories.user(Post.Role.COUNTY, factories.PINGSHAN)
    client.force_login(officer)
    page = client.get("/outcomes/records/?feed=insurance-enrolment").content.decode()
    assert "待研判" in page
    assert "130131********1234" in page
    assert WANG not in page
    assert client.get("/outcomes/criteria/").status_code == 200
    shown = client.get("/outcomes/criteria/income-below-line/?monitoring_line=5000")
    assert "试算数值" in shown.content.decode()


def test_a_record_is_found_by_the_number_that_was_sent(client, told):
    client.force_login(factories.user(Post.Role.COUNTY, factories.PINGSHAN))
    answer = client.post("/lists/records/search/", {"text": WANG}, follow=True)
    assert [record.pk for record in answer.context["rows"]] == [told.pk]
    assert WANG not in answer.redirect_chain[0][0]
