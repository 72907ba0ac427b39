"""A department's program: which tasks it reads, which fields, and what it may answer."""

import pytest
from django.utils import timezone

from accounts.models import AuditEvent
from monitoring.feeds.tasks import api
from monitoring.feeds.tasks.models import Task
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")

URL = "/api/v1/tasks/"
BASE = {"id", "kind", "name", "state", "given_on", "due_on", "escalated_on"}
DONE = {
    "outcome": "done",
    "text": "已鉴定为 C 级",
    "document_number": "平住建〔2026〕12号",
    "document_date": "2026-11-02",
}


@pytest.fixture
def housing():
    fields = [f"tasks.{name}" for name in api.FIELDS]
    return factories.department_client(department="住建局", fields=fields)


@pytest.fixture
def task():
    return factories.task(factories.household(head_name="欧阳小明", phone="13800000001"))


def get(client, sender, query="", url=URL):
    return client.get(f"{url}{query}", headers=factories.bearer(sender))


def reply(client, sender, pk, body):
    headers = factories.bearer(sender)
    url = f"{URL}{pk}/reply/"
    return client.post(url, body, content_type="application/json", headers=headers)


def test_it_reads_its_departments_tasks_of_its_area(client, housing, task):
    factories.task(task.household, "repair-water")
    factories.task(factories.household(factories.FAR_VILLAGE))
    answer = get(client, housing).json()
    assert [each["id"] for each in answer["results"]] == [task.pk]
    assert answer["next"] is None
    told = answer["results"][0]
    assert (told["householder"], told["phone"]) == ("欧**", "13800000001")
    assert told["asked"] == "墙体开裂，请鉴定"
    call = AuditEvent.objects.get(event="clients.called")
    assert (call.count, call.detail["households"]) == (1, [task.household_id])


def test_only_agreed_fields_are_told(client, task):
    sender = factories.department_client(department="住建局", fields=["tasks.village"])
    told = get(client, sender).json()["results"][0]
    assert set(told) == BASE | {"village"}


def test_a_phone_is_told_only_where_the_kind_needs_a_call(client):
    sender = factories.department_client(fields=["tasks.phone"])
    factories.task(factories.household(phone="13800000001"), "enrol-insurance")
    assert get(client, sender).json()["results"][0]["phone"] == ""


def test_pages_follow_each_other_without_gap(client, housing, monkeypatch):
    made = [factories.task(factories.household()).pk for _ in range(3)]
    monkeypatch.setattr(api, "PER_PAGE", 2)
    first = get(client, housing).json()
    second = get(client, housing, f"?after={first['next']}").json()
    assert [each["id"] for each in first["results"] + second["results"]] == made
    assert second["next"] is None


def test_closed_tasks_come_only_where_they_are_asked_for(client, housing, task):
    Task.objects.filter(pk=task.pk).update(state="confirmed")
    assert get(client, housing).json()["results"] == []
    asked = get(client, housing, "?state=confirmed").json()["results"]
    assert [each["id"] for each in asked] == [task.pk]


@pytest.mark.parametrize("query", ["?state=nothing", "?after=x", "?after=-1", "?page=2"])
def test_a_parameter_that_says_nothing_is_refused(client, housing, query):
    assert get(client, housing, query).status_code == 400


def test_done_goes_to_the_village_to_confirm(client, housing, task):
    answer = reply(client, housing, task.pk, DONE)
    assert (answer.status_code, answer.json()) == (200, {"id": task.pk, "state": "replied"})
    step = task.steps.last()
    assert (step.by, step.number) == (housing.user, "平住建〔2026〕12号")


def test_refused_goes_back_with_its_reason(client, housing, task):
    answer = reply(client, housing, task.pk, {"outcome": "refused", "text": "不在改造范围"})
    assert answer.json()["state"] == "refused"


def test_what_is_lacking_is_said_under_the_names_of_the_api(client, housing, task):
    answer = reply(client, housing, task.pk, {"outcome": "done", "text": "已鉴定"})
    assert answer.status_code == 400
    fields = {each["field"] for each in answer.json()["error"]["details"]}
    assert fields == {"document_number", "document_date"}
    task.refresh_from_db()
    assert task.state == "given"


def test_an_answer_to_what_was_answered_is_a_conflict(client, housing, task):
    reply(client, housing, task.pk, DONE)
    again = reply(client, housing, task.pk, DONE)
    assert (again.status_code, again.json()["error"]["code"]) == (409, "moved")
    assert task.steps.count() == 2


@pytest.mark.parametrize(
    ("department", "division"),
    [("水利局", factories.PINGSHAN), ("住建局", factories.ZANHUANG)],
)
def test_another_department_or_area_finds_nothing(client, task, department, division):
    sender = factories.department_client(division, department=department)
    assert get(client, sender).json()["results"] == []
    assert reply(client, sender, task.pk, DONE).status_code == 404


def test_without_the_scope_nothing_is_open(client, task):
    sender = factories.department_client(department="住建局", scopes=["feeds.write"])
    assert get(client, sender).status_code == 403


def test_a_bad_body_changes_nothing(client, housing, task):
    for body in ({}, {"outcome": "maybe", "text": "x"}, {"outcome": "done", "text": " "}, []):
        assert reply(client, housing, task.pk, body).status_code == 400
    unknown = reply(client, housing, task.pk, DONE | {"note": "x"})
    assert unknown.json()["error"]["details"][0]["code"] == "unknown_field"
    future = DONE | {"document_date": str(timezone.localdate().replace(year=2099))}
    assert reply(client, housing, task.pk, future).status_code == 400
    assert task.steps.count() == 1


def test_a_kind_that_asks_for_a_picture_is_replied_to_on_its_page(client, task):
    water = factories.task(task.household, "repair-water")
    sender = factories.department_client(department="水利局")
    answer = reply(client, sender, water.pk, DONE)
    assert answer.status_code == 400
    assert "请附照片或扫描件。" in answer.content.decode()
