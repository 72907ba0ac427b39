"""Who overwrites whom is data: read by many, set from a day on by administrators, never edited."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEvent, Post
from monitoring.feeds.updates.models import Difference, Precedence
from tests import factories
from tests.monitoring.feeds.updates.test_writing import WANG, enrolment, tell

pytestmark = pytest.mark.django_db

FIELD = "member.resident_insurance"
URL = "/differences/orders/"
TODAY = timezone.localdate


@pytest.fixture
def admin(client):
    client.force_login(factories.user(Post.Role.ADMIN))
    return client


def order(client, *sources, day=None, document="市级确认〔2026〕1号"):
    said = {f"place{number}": code for number, code in enumerate(sources)}
    return client.post(
        f"{URL}?field={FIELD}", said | {"valid_from": day or TODAY(), "document": document}
    )


def test_a_new_order_holds_from_its_day_and_keeps_the_old_one(admin):
    wang = factories.member(factories.household(), id_number=WANG, resident_insurance=False)
    enrolment()
    assert order(admin, "poverty-census", "insurance-enrolment").status_code == 302
    tell("poverty-census", year=2020, insured=False)
    wang.refresh_from_db()
    assert wang.resident_insurance is False
    assert not Difference.objects.exists()
    assert Precedence.objects.filter(field=FIELD).count() == 2
    assert "市级确认〔2026〕1号" in admin.get(URL).content.decode()
    assert AuditEvent.objects.get(event="feeds.precedence_set").detail == {"field": FIELD}


@pytest.mark.parametrize(
    ("sources", "changes", "said"),
    [
        (["visit", "visit"], {}, "每个来源只能排一个位次"),
        (["visit"], {"day": timezone.localdate() - timedelta(days=1)}, "今天或以后"),
        (["visit"], {"document": ""}, "必填"),
        (["housing-appraisals"], {}, "有效"),
        ([], {}, "必填"),
    ],
)
def test_a_wrong_order_is_refused_with_what_to_do(admin, sources, changes, said):
    answered = order(admin, *sources, **changes)
    assert said in answered.content.decode()
    assert Precedence.objects.filter(field=FIELD).count() == 1


def test_two_orders_of_one_day_are_refused(admin):
    order(admin, "visit")
    assert "该字段从这一天起的优先顺序已存在。" in order(admin, "person").content.decode()
    assert Precedence.objects.filter(field=FIELD, sources=["person"]).count() == 0


def test_others_read_it_and_cannot_set_it(client):
    client.force_login(factories.user(Post.Role.COUNTY, factories.PINGSHAN))
    page = client.get(f"{URL}?field={FIELD}").content.decode()
    assert "城乡居民基本医疗保险" in page
    assert "<select" not in page
    assert "poverty-census" not in page
    assert order(client, "visit").status_code == 403
