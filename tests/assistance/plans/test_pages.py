"""A plan on its pages: begun at the household, filled by taps, submitted and confirmed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assistance.awards.models import Award
from assistance.catalogue.models import Measure
from assistance.plans.models import Plan
from monitoring.cases.desk import todo
from tests import factories
from tests.assistance.plans import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def village() -> Any:
    return factories.user("village", factories.VILLAGE, full_name="赵村干部", phone="13712345678")


def as_user(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_from_the_household_to_the_confirmed_plan(village: Any) -> None:
    household = factories.household()
    factories.member(household, name="张大力", labour="普通劳动力")
    risks = [{"risk": "因务工就业不稳", "sub_item": "", "remark": ""}]
    making.episode(household, risks=risks)
    client = as_user(village)
    home = client.get(reverse("registry:household-detail", args=[household.pk]))
    assert "务工就业" in home.content.decode()
    client.post(reverse("plans:begin", args=[household.pk]))
    plan = Plan.objects.get()
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "赵村干部" in page
    assert "请至少选择一项" in page
    work = Measure.objects.get(code="work")
    member = household.members.get()
    client.post(reverse("plans:add", args=[plan.pk]), {"measure": work.pk, "member": member.pk})
    client.post(reverse("plans:submit", args=[plan.pk]))
    township = making.township(plan)
    assert [group.count for group in todo.groups(township) if "plans" in group.url] == [1]
    as_user(township).post(reverse("plans:confirm", args=[plan.pk]))
    assert Award.objects.get().member == member
    home = client.get(reverse("registry:household-detail", args=[household.pk]))
    assert "已确认" in home.content.decode()


def test_a_measure_for_one_person_asks_who(village: Any) -> None:
    plan = making.plan()
    work = Measure.objects.get(code="work")
    answer = as_user(village).post(reverse("plans:add", args=[plan.pk]), {"measure": work.pk})
    assert "请选择" in answer.content.decode()
    assert not plan.items.exists()


def test_who_sees_to_a_measure_is_changed_and_a_measure_taken_out(village: Any) -> None:
    plan = making.plan(None, "industry-support")
    item = plan.items.get()
    client = as_user(village)
    said = {"responsible": "孙农技", "phone": "13611111111", "starts_on": "2026-04-01"}
    wrong = client.post(reverse("plans:item", args=[item.pk]), said | {"ends_on": "2026-03-01"})
    assert "早于" in wrong.content.decode()
    client.post(reverse("plans:item", args=[item.pk]), said | {"expected": "5000"})
    assert "孙农技" in client.get(reverse("plans:plan", args=[plan.pk])).content.decode()
    client.post(reverse("plans:take-out", args=[item.pk]))
    assert not plan.items.exists()


def test_what_is_sent_back_says_why(village: Any) -> None:
    plan = making.submitted()
    township = as_user(making.township(plan))
    refused = township.post(reverse("plans:send-back", args=[plan.pk]), {"reason": ""})
    assert refused.status_code == 200
    township.post(reverse("plans:send-back", args=[plan.pk]), {"reason": "请补金额"})
    page = as_user(village).get(reverse("plans:plan", args=[plan.pk])).content.decode()
    assert "请补金额" in page
    assert "提交乡镇" in page
