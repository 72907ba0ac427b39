"""Verdicts on clues, and what follows from them."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.divisions import load_divisions
from accounts.models import AuditEvent, Division
from monitoring.cases.casework import workflow
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case, Episode
from monitoring.cases.casework.workflow import open_case
from monitoring.cases.clues.actions import assign, bring_back, judge, set_capacity
from monitoring.cases.clues.models import Capacity, Clue, QuietFlag
from monitoring.cases.ending.models import Ending
from tests import factories
from tests.races import at_once

TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def _divisions(request, db) -> None:
    load_divisions()
    factories.procedure((1, "accept", "township"), (2, "visit", "village"))


@pytest.fixture
def village():
    return factories.user("village", factories.VILLAGE)


@pytest.fixture
def township():
    return factories.user("township", factories.PINGSHAN_TOWN)


def clue(**fields):
    return factories.clue(factories.household(), criteria=["income-below-line"], **fields)


def refusals(results):
    return [each.refusal for each in results]


def test_to_be_checked_opens_the_case_of_its_household(village):
    waiting = clue()
    assert refusals(judge([waiting], "check", by=village)) == [""]
    waiting.refresh_from_db()
    case = Case.objects.get()
    assert (waiting.state, waiting.case, waiting.episode) == ("checking", case, case.episode)
    assert (waiting.checked_on, waiting.judged_by, case.opened_on) == (TODAY, village, TODAY)


def test_a_monitored_household_gets_it_on_its_running_episode(village):
    waiting = clue()
    episode = Episode.objects.create(
        household=waiting.household, division=waiting.division, number=1, state="monitored"
    )
    judge([waiting], "check", by=village)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.episode, waiting.case) == ("checking", episode, None)
    assert not Case.objects.exists()


def test_it_joins_the_case_that_is_running(village):
    waiting = clue()
    case = begin_identification(waiting.household, by=None)
    judge([waiting], "check", by=village)
    waiting.refresh_from_db()
    assert waiting.case == case


def test_known_needs_a_reason_and_keeps_its_flags_quiet(village):
    waiting = clue()
    flag = factories.flag(waiting.household, values={"net_income": "20000.00"})
    with pytest.raises(ValidationError):
        judge([waiting], "known", by=village, reason=" ")
    judge([waiting], "known", by=village, reason="儿子已返家务工，收入已恢复")
    waiting.refresh_from_db()
    assert (waiting.state, waiting.closed_on) == ("known", TODAY)
    assert QuietFlag.objects.get().values == flag.values


def test_put_off_comes_back_on_its_day_with_a_limit_from_then(village):
    waiting = clue()
    until = TODAY + timedelta(days=10)
    for wrong in (None, TODAY):
        with pytest.raises(ValidationError):
            judge([waiting], "defer", by=village, until=wrong)
    judge([waiting], "defer", by=village, until=until)
    assert bring_back(until - timedelta(days=1)) == 0
    assert bring_back(until) == 1
    waiting.refresh_from_db()
    assert (waiting.state, waiting.due_on) == ("waiting", until + timedelta(days=5))


def test_many_at_once_are_judged_row_by_row(village):
    good, judged = clue(), clue(state="known")
    ended = clue()
    type(ended.household).objects.filter(pk=ended.household_id).update(status="moved_away")
    results = judge([good, judged, ended], "check", by=village)
    assert [bool(each.refusal) for each in results] == [False, True, True]
    ended.refresh_from_db()
    assert ended.state == "waiting"
    events = AuditEvent.objects.filter(event="clues.judged")
    assert list(events.values_list("subject_id", flat=True)) == [str(good.pk)]


def test_only_who_judges_there_judges(village, township):
    far = factories.clue(factories.household(factories.FAR_VILLAGE))
    for by, what in ((village, far), (factories.user("county", factories.PINGSHAN), clue())):
        with pytest.raises(PermissionDenied):
            judge([what], "check", by=by)
    judge([clue()], "check", by=township)


@pytest.mark.django_db(transaction=True)
def test_of_two_people_who_judge_at_once_one_is_told(transactional_db):
    waiting = clue()
    people = [
        factories.user("village", factories.VILLAGE),
        factories.user("township", factories.PINGSHAN_TOWN),
    ]

    def work(by):
        return judge([Clue.objects.get(pk=waiting.pk)], "check", by=by)[0].refusal

    told = sorted(at_once(*(lambda by=by: work(by) for by in people)))
    assert told[0] == ""
    assert "已" in told[1]
    assert Case.objects.count() == 1


def test_a_case_refused_ends_the_clue_as_false_and_its_flags_are_quiet(village, township):
    waiting = clue()
    factories.flag(waiting.household, values={"net_income": "20000.00"})
    judge([waiting], "check", by=village)
    step = Case.objects.get().steps.get()
    workflow.refuse(step, by=township, reason="收入已核实，高于监测线")
    waiting.refresh_from_db()
    assert (waiting.state, waiting.closed_on) == ("found_false", TODAY)
    assert QuietFlag.objects.count() == 1


def test_a_household_identified_confirms_its_clue(village, township):
    waiting = clue()
    judge([waiting], "check", by=village)
    Episode.objects.update(type="边缘易致贫户", risks=[{"risk": "因病"}])
    workflow.pass_on(Case.objects.get().steps.get(), by=township)
    workflow.pass_on(Case.objects.get().steps.open().get(), by=village)
    waiting.refresh_from_db()
    assert waiting.state == "confirmed"


def test_hundreds_are_given_to_somebody_who_visits_there(township):
    for _ in range(3):
        clue()
    helper = factories.user("village", factories.VILLAGE)
    assert assign(Clue.objects.all(), to=helper, by=township) == 3
    assert set(Clue.objects.values_list("assigned_to", flat=True)) == {helper.pk}
    stranger = factories.user("village", factories.OTHER_VILLAGE)
    with pytest.raises(ValidationError):
        assign(Clue.objects.all(), to=stranger, by=township)


def test_a_township_sets_its_capacity_and_nobody_elses(township):
    set_capacity(Division.objects.get(pk=factories.PINGSHAN_TOWN), visits=20, by=township)
    assert Capacity.objects.of("130131100") == 20
    with pytest.raises(PermissionDenied):
        set_capacity(Division.objects.get(pk="130131101000"), visits=1, by=township)


def test_what_is_reported_while_an_elimination_runs_waits_again_after_it(village, township):
    factories.procedure((1, "mark", "township"), process="elimination")
    waiting = clue(reported=True)
    home = waiting.household
    episode = Episode.objects.create(
        household=home, division=home.division, number=1, state="monitored", monitored_on=TODAY
    )
    case = open_case(episode, by=village, process="elimination")
    Ending.objects.create(case=case, kind="help", ground="收入稳定")
    judge([waiting], "check", by=village)
    workflow.pass_on(case.steps.open().get(), by=township)
    waiting.refresh_from_db()
    episode.refresh_from_db()
    assert (episode.state, waiting.state, waiting.case) == ("eliminated", "waiting", None)
