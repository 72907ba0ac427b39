import pytest

from monitoring.cases.casework import clocks, workflow
from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.casework.models import Case, CaseStep
from tests import factories

pytestmark = pytest.mark.django_db


def waiting(count: int, division: str = factories.VILLAGE) -> list[CaseStep]:
    made = [begin_identification(factories.household(division), by=None) for _ in range(count)]
    return [case.steps.get() for case in made]


def reviewed(
    client, user, said: dict[CaseStep, dict[str, object]], query: str = "", **data: object
):
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    verdicts = {f"step-{s.pk}-{k}": v for s, row in said.items() for k, v in row.items()}
    return client.post(f"/cases/review/{query}", {"step": [s.pk for s in said], **verdicts, **data})


def listed(client, user, query: str = "") -> str:
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    answer = client.get(f"/cases/review/{query}")
    return str(answer.content.decode())


def states(*steps: CaseStep) -> list[str]:
    return [CaseStep.objects.get(pk=step.pk).state for step in steps]


def test_it_works(client, township):
    first, second, third = waiting(3)
    refused = {"verdict": "refuse", "reason": "收入已稳定"}
    answer = reviewed(client, township, {first: {"verdict": "pass"}, second: refused, third: {}})
    assert "已通过" in answer.content.decode()
    assert states(first, second, third) == ["passed", "refused", "open"]


def test_a_row_that_is_refused_says_why_and_leaves_the_others_alone(client, township):
    good, without_reason = waiting(2)
    answer = reviewed(
        client, township, {without_reason: {"verdict": "refuse"}, good: {"verdict": "pass"}}
    )
    assert "请说明不予通过的原因" in answer.content.decode()
    assert states(good, without_reason) == ["passed", "open"]


def test_what_somebody_else_decided_meanwhile_is_not_decided_again(client, township):
    (step,) = waiting(1)
    workflow.pass_on(step, by=factories.user("township", factories.PINGSHAN_TOWN))
    answer = reviewed(client, township, {step: {"verdict": "refuse", "reason": "不符合条件"}})
    assert "已有他人" in answer.content.decode()
    assert Case.objects.get().status == "running"


def test_all_other_rows_pass_where_that_is_asked(client, township):
    first, second = waiting(2)
    reviewed(
        client,
        township,
        {first: {"verdict": "refuse", "reason": "不符合"}, second: {}},
        rest="pass",
    )
    assert states(first, second) == ["refused", "passed"]


def test_a_row_goes_back_to_the_step_chosen(client, township, county, village):
    (accept,) = waiting(1)
    case = workflow.pass_on(accept, by=township)
    for code, by in (("compare", county), ("visit", village)):
        workflow.pass_on(case.steps.open().get(step__code=code), by=by)
    review = case.steps.open().get()
    visit = case.procedure.steps.get(code="visit")
    reviewed(client, township, {review: {"verdict": "back", "to": visit.pk, "reason": "缺少照片"}})
    assert case.steps.open().get().step == visit


def test_only_steps_of_the_own_level_and_area_wait(client, township, county):
    (here,) = waiting(1)
    (elsewhere,) = waiting(1, factories.OTHER_VILLAGE)
    page = listed(client, township)
    assert str(here.household) in page
    assert str(elsewhere.household) not in page
    assert "没有等待" in listed(client, county)


def test_a_step_of_another_area_is_not_decided(client, township):
    (elsewhere,) = waiting(1, factories.OTHER_VILLAGE)
    reviewed(client, township, {elsewhere: {"verdict": "pass"}})
    assert states(elsewhere) == ["open"]


def test_a_step_of_another_level_is_not_decided(client, county):
    (accept,) = waiting(1)
    answer = reviewed(client, county, {accept: {"verdict": "pass"}})
    assert "不由您办理" in answer.content.decode()
    assert states(accept) == ["open"]


def test_what_stands_still_does_not_wait(client, township):
    (step,) = waiting(1)
    clocks.pause(step.case, by=township, reason="等外地核查回函")
    assert "没有等待" in listed(client, township)


def test_the_rows_of_one_step_are_filtered(client, township):
    waiting(1)
    assert "1 个环节" in listed(client, township, "?step=accept")
    assert "没有符合条件的记录" in listed(client, township, "?step=review")


def test_a_village_decides_one_by_one(client, village):
    client.force_login(village, "django.contrib.auth.backends.ModelBackend")
    assert client.get("/cases/review/").status_code == 403


@pytest.mark.parametrize("rows", [2, 12])
def test_a_page_costs_the_same_queries_however_many_rows(
    client, township, procedure, recorded_queries, rows
):
    procedure.steps.filter(code="accept").update(evidence=["comparison", "notice", "statement"])
    waiting(rows)
    client.force_login(township, "django.contrib.auth.backends.ModelBackend")
    with recorded_queries("cases:review"):
        page = client.get("/cases/review/").content.decode()
    assert page.count("missing-one") == 3 * rows
