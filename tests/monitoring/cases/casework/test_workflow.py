from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.divisions import load_divisions
from accounts.models import AuditEvent
from monitoring.cases.casework import clocks, evidence, workflow
from monitoring.cases.casework.following import follow
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case, CaseStep, Episode
from tests import factories

pytestmark = pytest.mark.django_db

STEPS = (
    (1, "accept", "township"),
    (2, "visit", "village"),
    (2, "compare", "county"),
    (3, "review", "township"),
    (4, "decide", "county"),
    (5, "enter", "township"),
)


@pytest.fixture(autouse=True)
def _divisions(db: None) -> None:
    load_divisions()
    factories.procedure(*STEPS)


@pytest.fixture
def village():
    return factories.user("village", factories.VILLAGE)


@pytest.fixture
def township():
    return factories.user("township", factories.PINGSHAN_TOWN)


@pytest.fixture
def county():
    return factories.user("county", factories.PINGSHAN)


def step(case: Case, code: str) -> CaseStep:
    return case.steps.open().get(step__code=code)


def opened(case: Case) -> set[str]:
    return set(case.steps.open().values_list("step__code", flat=True))


def test_a_case_goes_from_step_to_step_until_the_household_is_monitored(village, township, county):
    case = begin_identification(factories.household(), by=township)
    Episode.objects.update(type="边缘易致贫户", risks=[{"risk": "因病"}, {"risk": "因学"}])
    workflow.pass_on(step(case, "accept"), by=township)
    assert opened(case) == {"visit", "compare"}
    workflow.pass_on(step(case, "compare"), by=county)
    assert opened(case) == {"visit"}
    workflow.pass_on(step(case, "visit"), by=village)
    workflow.pass_on(step(case, "review"), by=township)
    workflow.pass_on(step(case, "decide"), by=county)
    case = workflow.pass_on(step(case, "enter"), by=township)
    household = case.household
    household.refresh_from_db()
    assert (case.status, case.episode.state) == ("done", "monitored")
    assert (household.monitored_type, household.risk1, household.risk2) == (
        "边缘易致贫户", "因病", "因学",
    )  # fmt: skip
    assert household.identified_month == f"{timezone.localdate():%Y%m}"


def test_the_total_limit_is_fifteen_days_from_the_opening(township):
    case = begin_identification(factories.household(), by=township, on=date(2026, 11, 1))
    assert case.due_on == date(2026, 11, 16)
    assert step(case, "accept").case_due_on == case.due_on


def test_the_limit_of_a_step_only_warns(client, township):
    case = begin_identification(factories.household(), by=None)
    late = step(case, "accept")
    CaseStep.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - timedelta(days=3))
    client.force_login(township)
    assert "超期 3 天" in client.get(case.get_absolute_url()).content.decode()
    assert clocks.escalate(timezone.localdate()) == 0
    workflow.pass_on(late, by=township)
    assert opened(case) == {"visit", "compare"}


def test_a_step_is_decided_once(township):
    case = begin_identification(factories.household(), by=township)
    accept = step(case, "accept")
    workflow.pass_on(accept, by=township)
    with pytest.raises(ValidationError, match="已有他人"):
        workflow.refuse(accept, by=township, reason="不符合")
    assert Case.objects.get().status == "running"


def test_nobody_decides_at_two_levels_of_one_case(village, township, county):
    factories.Post.objects.create(user=township, role="county", division_id=factories.PINGSHAN)
    case = begin_identification(factories.household(), by=township)
    workflow.pass_on(step(case, "accept"), by=township)
    with pytest.raises(ValidationError):
        workflow.pass_on(step(case, "compare"), by=township)
    workflow.pass_on(step(case, "compare"), by=county)


def test_who_visited_does_not_review(village, township, county, monkeypatch):
    monkeypatch.setattr(evidence, "involved", [lambda case: {township.pk}])
    case = begin_identification(factories.household(), by=township)
    with pytest.raises(ValidationError):
        workflow.pass_on(step(case, "accept"), by=township)


def test_another_level_or_another_area_is_refused(village):
    far = factories.user("township", "130131101000")
    case = begin_identification(factories.household(), by=None)
    for by in (village, far, factories.user()):
        with pytest.raises(PermissionDenied):
            workflow.pass_on(step(case, "accept"), by=by)


def test_sent_back_a_case_takes_the_later_steps_again(village, township, county):
    case = begin_identification(factories.household(), by=township)
    workflow.pass_on(step(case, "accept"), by=township)
    workflow.pass_on(step(case, "compare"), by=county)
    workflow.pass_on(step(case, "visit"), by=village)
    review = step(case, "review")
    with pytest.raises(ValidationError):
        workflow.send_back(
            review, to=case.procedure.steps.get(code="visit"), by=township, reason=" "
        )
    workflow.send_back(
        review, to=case.procedure.steps.get(code="visit"), by=township, reason="缺照片"
    )
    assert opened(case) == {"visit"}
    workflow.pass_on(step(case, "visit"), by=village)
    assert opened(case) == {"review"}


def test_a_refusal_ends_the_case_and_its_episode(township):
    case = begin_identification(factories.household(), by=township)
    workflow.refuse(step(case, "accept"), by=township, reason="不在本村居住")
    case.refresh_from_db()
    assert (case.status, case.episode.state) == ("refused", "not_included")
    assert opened(case) == set()
    again = begin_identification(case.household, by=township)
    assert again.episode.number == 2


def test_one_running_case_per_household(township):
    household = factories.household()
    begin_identification(household, by=township)
    with pytest.raises(ValidationError):
        begin_identification(household, by=township)
    assert Case.objects.count() == Episode.objects.count() == 1


def test_a_running_case_keeps_the_procedure_it_began_with(township):
    case = begin_identification(factories.household(), by=township)
    factories.procedure((1, "other", "village"), days=30)
    workflow.pass_on(step(case, "accept"), by=township)
    assert opened(case) == {"visit", "compare"}
    newer = begin_identification(factories.household(), by=township)
    assert opened(newer) == {"other"}


def test_a_county_has_its_own_procedure(township):
    own = factories.procedure((1, "own", "village"), county_id=factories.ZANHUANG)
    here = begin_identification(factories.household(), by=township)
    there = begin_identification(factories.household(factories.FAR_VILLAGE), by=None)
    assert opened(here) == {"accept"}
    assert there.procedure == own


def test_a_stopped_clock_moves_the_limits_by_the_days_it_stood(township):
    case = begin_identification(factories.household(), by=township)
    due = case.due_on
    pause = clocks.pause(case, by=township, reason="等外地核查回函")
    with pytest.raises(ValidationError):
        workflow.pass_on(step(case, "accept"), by=township)
    pause.starts -= timedelta(days=4)
    pause.save()
    clocks.resume(case, by=township)
    case.refresh_from_db()
    assert case.due_on == due + timedelta(days=4)
    assert step(case, "accept").case_due_on == case.due_on


def test_what_is_overdue_is_escalated_once_and_a_stopped_clock_is_not(township):
    late = begin_identification(factories.household(), by=township, on=date(2026, 1, 1))
    stopped = begin_identification(factories.household(), by=township, on=date(2026, 1, 1))
    clocks.pause(stopped, by=township, reason="等外地核查回函")
    begin_identification(factories.household(), by=township)
    assert clocks.escalate(timezone.localdate()) == 1
    assert clocks.escalate(timezone.localdate()) == 0
    assert Case.objects.get(escalated_on__isnull=False) == late


def test_every_decision_leaves_an_audit_row_of_its_household(township):
    case = begin_identification(factories.household(), by=township)
    workflow.pass_on(step(case, "accept"), by=township)
    events = AuditEvent.objects.filter(subject="monitoring.case", subject_id=str(case.pk))
    assert set(events.values_list("event", flat=True)) == {"cases.opened", "cases.step_passed"}


def test_a_household_monitored_in_the_census_has_its_episode():
    household = factories.household(
        monitored_type="突发严重困难户", identified_month="202305", risk1="因病", risk2="因残"
    )
    follow(factories.source(), [household.pk])
    follow(factories.source(), [household.pk])
    episode = Episode.objects.get()
    assert (episode.state, episode.monitored_on) == ("monitored", date(2023, 5, 1))
    assert [each["risk"] for each in episode.risks] == ["因病", "因残"]


def test_a_case_follows_its_household_to_another_village(township):
    case = begin_identification(factories.household(), by=township)
    case.household.division_id = factories.OTHER_VILLAGE
    case.household.save()
    follow(factories.source(), [case.household_id])
    case.refresh_from_db()
    assert case.division_id == case.steps.get().division_id == factories.OTHER_VILLAGE
