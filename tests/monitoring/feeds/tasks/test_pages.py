"""Doors on other pages, what each side sees, answering with a picture, and what waits for whom."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from monitoring.cases.casework.identification import begin_identification
from monitoring.cases.desk import todo
from monitoring.feeds.tasks.models import Task, TaskKind
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def household():
    return factories.household(head_name="欧阳小明", phone="13800000001")


@pytest.fixture
def village(client):
    made = factories.user("village", factories.VILLAGE, phone="13900000002")
    client.force_login(made, BACKEND)
    return made


def seen(client, url):
    return client.get(url).content.decode()


def sign_in(client, user):
    client.force_login(user, BACKEND)
    return user


def waiting(user):
    return {group.url.rpartition("=")[2]: group.count for group in todo.groups(user)}


def test_a_flag_suggests_the_kind_in_one_tap_until_it_is_given(client, village, household):
    factories.flag(household, "unsafe-housing")
    page = seen(client, reverse("registry:household-detail", args=[household.pk]))
    door = f"{reverse('tasks:give-household', args=[household.pk])}?kind=appraise-house"
    assert door in page
    form = seen(client, door)
    assert 'value="appraise-house"' in form
    client.post(door, {"kind": "appraise-house", "asked": "墙体开裂"})
    task = Task.objects.get()
    page = seen(client, reverse("registry:household-detail", args=[household.pk]))
    assert door not in page
    assert task.get_absolute_url() in page


def test_doors_from_a_case_and_a_visit_keep_where_it_came_from(client, village, household):
    case, visit = begin_identification(household, by=None), factories.visit(household)
    assert "tasks/give/case" in seen(client, reverse("cases:case", args=[case.pk]))
    assert "tasks/give/visit" in seen(client, reverse("visits:detail", args=[visit.pk]))
    said = {"asked": "请办理"}
    client.post(reverse("tasks:give-case", args=[case.pk]), said | {"kind": "appraise-house"})
    client.post(reverse("tasks:give-visit", args=[visit.pk]), said | {"kind": "repair-water"})
    assert Task.objects.get(kind__code="appraise-house").case == case
    assert Task.objects.get(kind__code="repair-water").visit == visit


def test_a_village_asks_for_all_of_it_only_what_is_of_a_village(client, village):
    assert reverse("tasks:give-village", args=[factories.VILLAGE]) in seen(client, "/tasks/")
    url = reverse("tasks:give-village", args=[factories.VILLAGE])
    assert "appraise-house" not in seen(client, url)
    client.post(url, {"kind": "repair-water", "asked": "全村停水"})
    assert Task.objects.get().household is None
    assert "全村" in seen(client, Task.objects.get().get_absolute_url())


def test_a_second_click_is_told(client, village, household):
    url = reverse("tasks:give-household", args=[household.pk])
    for _ in range(2):
        answer = client.post(url, {"kind": "appraise-house", "asked": "墙体开裂"})
    assert "该户已有同类事项正在办理。" in answer.content.decode()
    assert Task.objects.count() == 1


def test_an_office_sees_the_minimum_and_only_its_own(client, household):
    task = factories.task(household)
    other = factories.task(household, "enrol-insurance")
    sign_in(client, factories.office("住建局"))
    for url in ("/tasks/", task.get_absolute_url()):
        page = seen(client, url)
        assert "欧**" in page
        assert "欧阳小明" not in page
        assert household.code not in page
    assert "13800000001" in seen(client, task.get_absolute_url())
    assert client.get(other.get_absolute_url()).status_code == 404
    assert f"#{other.pk}" not in seen(client, "/tasks/")
    sign_in(client, factories.office("医保局"))
    assert "13800000001" not in seen(client, other.get_absolute_url())
    sign_in(client, factories.office("住建局", factories.ZANHUANG))
    assert client.get(task.get_absolute_url()).status_code == 404


def test_a_name_finds_nothing_for_an_office_a_number_and_a_village_do(client, household):
    task = factories.task(household)
    sign_in(client, factories.office("住建局"))
    for text, found in (("欧阳", 0), (str(task.pk), 1), (str(household.division)[:2], 1)):
        answer = client.post("/lists/tasks/search/", {"text": text}, follow=True)
        assert answer.context["count"].number == found, text


def test_a_reply_with_a_picture_tells_no_place(client, household):
    task = factories.task(household, "repair-water")
    sign_in(client, factories.office("水利局"))
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (38.0, 15.0, 0.0)}
    picture = factories.picture(kind="JPEG", exif=exif)
    url = reverse("tasks:act", args=[task.pk, "reply"])
    refused = client.post(url, {"text": "已修好"}).content.decode()
    assert "请附照片或扫描件。" in refused
    client.post(url, {"text": "已修好", "file": picture})
    step = task.steps.last()
    answer = client.get(reverse("tasks:file", args=[task.pk, step.pk]))
    assert not dict(Image.open(step.file.open()).getexif())
    assert answer.headers["Content-Type"] == "image/jpeg"


def test_who_comes_too_late_reads_why(client, household):
    task = factories.task(household, state="confirmed")
    sign_in(client, factories.office("住建局"))
    page = client.post(reverse("tasks:act", args=[task.pk, "take"])).content.decode()
    assert "该事项已由他人处理" in page


def test_what_waits_for_whom(client, household):
    office = factories.office("住建局")
    county = factories.user("county", factories.PINGSHAN)
    late = timezone.localdate() - timedelta(days=3)
    task = factories.task(household, due_on=late, escalated_on=late)
    village = task.given_by
    assert waiting(office) == {"take": 1}
    assert todo.groups(office)[0].overdue == 1
    assert waiting(county)["escalated"] == 1
    Task.objects.update(state="taken")
    assert waiting(office) == {"answer": 1}
    Task.objects.update(state="replied")
    assert (waiting(office), waiting(county).get("escalated")) == ({}, None)
    assert waiting(village)["confirm"] == 1
    sign_in(client, village)
    assert f"#{task.pk}" in seen(client, "/tasks/?waits=confirm")
    assert f"#{task.pk}" not in seen(client, "/tasks/?waits=take")
    sign_in(client, office)
    assert client.get(reverse("desk:count")).status_code == 200


def test_filters_narrow_the_list(client, household):
    village = factories.user("village", factories.VILLAGE)
    sign_in(client, village)
    today = timezone.localdate()
    late = factories.task(household, by=village, due_on=today - timedelta(days=1))
    water = factories.task(household, "repair-water", by=village)
    closed = factories.task(household, "enrol-insurance", by=village, state="confirmed")
    for query, shown in (
        ("", {late, water}),
        ("only=overdue", {late}),
        ("kind=repair-water", {water}),
        ("state=confirmed", {closed}),
        ("state=all", {late, water, closed}),
    ):
        page = seen(client, f"/tasks/?{query}")
        found = {each for each in (late, water, closed) if f"#{each.pk}<" in page}
        assert found == shown, query


def test_an_administrator_changes_and_adds_a_kind(client):
    sign_in(client, factories.user("admin"))
    page = client.get("/tasks/kinds/")
    data = {}
    for form in page.context["formset"]:
        for field in form:
            value = field.value()
            data[field.html_name] = [] if value in (None, False) else value
    management = page.context["formset"].management_form
    data |= {f"form-{name}": value for name, value in management.initial.items()}
    data |= {"form-0-days": 20, "form-0-code": "other"}
    data |= {
        "form-5-code": "find-work", "form-5-name": "推荐就业", "form-5-department": "人社局",
        "form-5-days": 10, "form-5-unit": "days", "form-5-document": "待确认",
    }  # fmt: skip
    assert client.post("/tasks/kinds/", data).status_code == 302
    first = TaskKind.objects.order_by("pk").first()
    assert (first.code, first.days, first.evidence) == ("appraise-house", 20, ["document"])
    assert TaskKind.objects.get(code="find-work").department == "人社局"
