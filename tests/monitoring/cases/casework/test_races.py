"""Two people at the same moment, on two connections."""

import pytest
from django.utils import timezone

from accounts.divisions import load_divisions
from accounts.models import AuditEvent, Division
from monitoring.cases.casework import clocks, workflow
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case, CaseStep, Episode, Pause
from monitoring.cases.ending.actions import attest
from monitoring.cases.ending.models import Attestation
from monitoring.cases.meetings.actions import post_notice
from monitoring.cases.meetings.models import Notice
from monitoring.cases.papers.actions import make
from monitoring.cases.papers.models import Paper
from monitoring.cases.procedures.actions import publish
from monitoring.cases.procedures.models import Procedure, Step
from tests import factories
from tests.monitoring.cases.casework.conftest import STEPS
from tests.races import refusals

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def case() -> Case:
    if not Division.objects.exists():
        load_divisions()
    factories.procedure(*STEPS)
    return begin_identification(factories.household(), by=None)


def step(case: Case, code: str) -> CaseStep:
    return case.steps.open().get(step__code=code)


def test_of_two_decisions_at_once_one_stands_and_the_other_is_told(case):
    first, second = (factories.user("township", factories.PINGSHAN_TOWN) for _ in range(2))
    mine, yours = step(case, "accept"), step(case, "accept")
    said = refusals(
        lambda: workflow.pass_on(mine, by=first),
        lambda: workflow.refuse(yours, by=second, reason="不符合条件"),
    )
    assert said[0] == ""
    assert "已有他人" in said[1]
    decided = CaseStep.objects.get(step__code="accept")
    case.refresh_from_db()
    assert (decided.state, case.status) in {("passed", "running"), ("refused", "refused")}
    events = AuditEvent.objects.filter(event__in=("cases.step_passed", "cases.refused"))
    assert events.count() == 1


def test_two_passes_at_once_open_the_next_steps_once(case):
    officers = [factories.user("township", factories.PINGSHAN_TOWN) for _ in range(2)]
    steps = [step(case, "accept") for _ in officers]
    said = refusals(
        *(lambda s=s, o=o: workflow.pass_on(s, by=o) for s, o in zip(steps, officers, strict=True))
    )
    assert said[0] == ""
    assert "已有他人" in said[1]
    assert sorted(case.steps.open().values_list("step__code", flat=True)) == ["compare", "visit"]


def test_parallel_steps_that_end_at_once_open_the_next_position_once(case):
    village = factories.user("village", factories.VILLAGE)
    county = factories.user("county", factories.PINGSHAN)
    workflow.pass_on(step(case, "accept"), by=factories.user("township", factories.PINGSHAN_TOWN))
    visit, compare = step(case, "visit"), step(case, "compare")
    said = refusals(
        lambda: workflow.pass_on(visit, by=village), lambda: workflow.pass_on(compare, by=county)
    )
    assert said == ["", ""]
    assert list(case.steps.open().values_list("step__code", flat=True)) == ["review"]
    assert case.steps.filter(step__code="review").count() == 1


def test_a_decision_and_a_pause_at_once_leave_one_of_the_two_orders(case):
    officers = [factories.user("township", factories.PINGSHAN_TOWN) for _ in range(2)]
    accept = step(case, "accept")
    said = refusals(
        lambda: workflow.pass_on(accept, by=officers[0]),
        lambda: clocks.pause(case, by=officers[1], reason="等外地核查回函"),
    )
    passed = CaseStep.objects.get(pk=accept.pk).state == "passed"
    assert Pause.objects.count() == 1
    assert said.count("") == (2 if passed else 1)


def test_a_household_gets_one_case_of_two_begun_at_once():
    if not Division.objects.exists():
        load_divisions()
    factories.procedure(*STEPS)
    household = factories.household()
    said = refusals(*[lambda: begin_identification(household, by=None)] * 2)
    assert said[0] == ""
    assert "正在识别" in said[1]
    assert Case.objects.count() == Episode.objects.count() == 1


def test_a_notice_posted_twice_at_once_hangs_once(case):
    case.procedure.steps.filter(code="accept").update(evidence=["notice"], level="village")
    waiting = step(case, "accept")
    CaseStep.objects.filter(pk=waiting.pk).update(level="village")
    cadres = [factories.user("village", factories.VILLAGE) for _ in range(2)]
    posted = {"place": "村务公开栏", "phone": "0311-82900000"}
    said = refusals(
        *(lambda by=by: post_notice(case.division, [waiting.pk], by=by, **posted) for by in cadres)
    )
    assert said[0] == ""
    assert "不在待办" in said[1]
    assert Notice.objects.count() == 1


def test_a_condition_confirmed_twice_at_once_is_confirmed_once(case):
    cadres = [factories.user("village", factories.VILLAGE) for _ in range(2)]
    said = refusals(
        *(lambda by=by: attest(case, by=by, code="signature", note="当面签字") for by in cadres)
    )
    assert said[0] == ""
    assert said[1]
    assert Attestation.objects.count() == 1


def test_two_versions_published_at_once_have_numbers_that_follow_each_other(case):
    county = Division.objects.get(pk=factories.PINGSHAN)
    limits = {"days": 20, "valid_from": timezone.localdate(), "document": "平政〔2026〕1号"}
    asked = {"level": "county", "evidence": ["statement", "risks"]}

    def put() -> Procedure:
        steps = [Step(position=1, code="decide", name="审定", **asked)]
        by = factories.user("admin")
        return publish("identification", by=by, county=county, steps=steps, **limits)

    assert refusals(put, put) == ["", ""]
    assert sorted(Procedure.objects.filter(county=county).values_list("number", flat=True)) == [
        1,
        2,
    ]


def test_papers_made_at_once_are_numbered_without_a_gap(case):
    households = [factories.household() for _ in range(6)]
    by = factories.user("township", factories.PINGSHAN_TOWN)
    made = [*households, households[0]]  # of one household twice: it is one paper
    said = refusals(*(lambda each=each: make("household_file", each, by=by) for each in made))
    assert not any(said)
    assert sorted(Paper.objects.values_list("serial", flat=True)) == [1, 2, 3, 4, 5, 6]
