from datetime import date, timedelta

import pytest
from django.utils import timezone

from monitoring.cases.casework import clocks, evidence, workflow
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case, CaseStep
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(procedure) -> Case:
    return begin_identification(factories.household(head_name="王建国"), by=None)


def step(case: Case, code: str) -> CaseStep:
    return case.steps.open().get(step__code=code)


def shown(client, user, case: Case):
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client.get(case.get_absolute_url()).content.decode()


def said(client, user, step: CaseStep, verdict: str, **more: object):
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    data = {f"step-{step.pk}-{name}": value for name, value in {"verdict": verdict, **more}.items()}
    return client.post(f"/cases/steps/{step.pk}/decide/", data, follow=True)


def test_it_works(client, township, case):
    page = shown(client, township, case)
    assert "王建国" in page
    assert "按 15 个自然日计" in page
    assert "还剩 15 天" in page


def test_why_the_household_is_looked_at_is_explained(client, township, case):
    factories.flag(case.household)
    assert "人均纯收入低于监测标准" in shown(client, township, case)


def test_only_who_decides_at_the_level_gets_the_form(client, township, county, case):
    assert "处理意见" in shown(client, township, case)
    assert "处理意见" not in shown(client, county, case)


def test_a_step_passes_and_says_so(client, township, case):
    answer = said(client, township, step(case, "accept"), "pass")
    assert "“accept”已处理" in answer.content.decode()
    assert case.steps.open().count() == 2


def test_a_case_goes_back_to_the_step_chosen(client, township, county, village, case):
    workflow.pass_on(step(case, "accept"), by=township)
    workflow.pass_on(step(case, "compare"), by=county)
    workflow.pass_on(step(case, "visit"), by=village)
    visit = case.procedure.steps.get(code="visit")
    said(client, township, step(case, "review"), "back", to=visit.pk, reason="缺少照片")
    assert set(case.steps.open().values_list("step__code", flat=True)) == {"visit"}
    assert "缺少照片" in shown(client, township, case)


def test_a_refusal_needs_its_reason_and_changes_nothing_without(client, township, case):
    answer = said(client, township, step(case, "accept"), "refuse")
    assert "该原因会告知农户" in answer.content.decode()
    assert Case.objects.get().status == "running"


def test_what_somebody_else_decided_meanwhile_is_said(client, township, case):
    accept = step(case, "accept")
    workflow.pass_on(accept, by=township)
    answer = said(client, township, accept, "refuse", reason="不符合条件")
    assert "已有他人" in answer.content.decode()
    assert Case.objects.get().status == "running"


def test_another_level_is_refused_and_another_area_is_not_found(client, village, case):
    assert said(client, village, step(case, "accept"), "pass").status_code == 403
    far = factories.user("township", "130131101000")
    assert said(client, far, step(case, "accept"), "pass").status_code == 404
    assert case.steps.get().state == "open"


def test_what_is_missing_is_said_with_the_page_that_supplies_it(
    client, township, case, monkeypatch
):
    needed = evidence.Requirement(lambda _: {case.pk: "还没有评议记录。"}, "cases:case")
    monkeypatch.setitem(evidence._requirements, "minutes", needed)
    first = case.procedure.steps.get(code="accept")
    first.evidence, first.papers = ["minutes"], ["申请及承诺授权书"]
    first.save()
    page = shown(client, township, case)
    assert "还没有评议记录" in page
    assert "申请及承诺授权书" in page
    answer = said(client, township, step(case, "accept"), "pass")
    assert "还没有评议记录" in answer.content.decode()
    assert step(case, "accept").state == "open"


def test_who_may_not_open_the_page_that_supplies_it_reads_the_sentence_without_a_link(
    client, township, county, case
):
    case.procedure.steps.filter(code="accept").update(evidence=["visit"])
    link = f'href="/visits/case/{case.pk}/"'
    for reader, opens in ((township, True), (county, False)):
        page = shown(client, reader, case)
        assert "入户" in page
        assert (link in page) == opens


def test_a_person_who_decided_at_another_level_reads_why_not(client, township, case):
    factories.Post.objects.create(user=township, role="county", division_id=factories.PINGSHAN)
    workflow.pass_on(step(case, "accept"), by=township)
    assert "另一层级" in shown(client, township, case)


def test_an_overdue_case_says_by_how_many_days(client, township, procedure):
    day = timezone.localdate() - timedelta(days=18)
    late = begin_identification(factories.household(), by=None, on=day)
    assert "超期 3 天" in shown(client, township, late)


def test_a_stopped_clock_shows_why_and_who_stopped_it(client, township, case):
    clocks.pause(case, by=township, reason="等外地核查回函")
    page = shown(client, township, case)
    assert "等外地核查回函" in page
    assert "暂停计时" in page


def test_a_limit_in_working_days_of_an_unknown_year_is_said(client, township, divisions):
    factories.procedure((1, "accept", "township"), unit="working_days")
    case = begin_identification(factories.household(), by=None, on=date(2051, 1, 1))
    assert case.due_on is None
    assert "工作日安排尚未录入" in shown(client, township, case)


def test_all_episodes_of_the_household_are_told(client, township, case):
    workflow.refuse(step(case, "accept"), by=township, reason="收入已稳定")
    again = begin_identification(case.household, by=None)
    page = shown(client, township, again)
    assert "第 1 次监测" in page
    assert "第 2 次监测" in page
    assert "收入已稳定" in page
