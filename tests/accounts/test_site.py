"""Django's administration: small tables, administrators, nothing about households."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Division
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")


@pytest.fixture
def administrator():
    return factories.user("admin")


@pytest.fixture
def site(administrator):
    client = Client()
    client.force_login(administrator)
    return client


def test_only_divisions_and_the_schedule_are_there(site):
    apps = site.get(reverse("admin:index")).context["app_list"]
    models = {(app["app_label"], model["object_name"]) for app in apps for model in app["models"]}
    assert {name for app, name in models if app != "django_celery_beat"} == {"Division"}
    assert ("django_celery_beat", "PeriodicTask") in models


@pytest.mark.parametrize(
    "name",
    [
        "accounts_division_changelist",
        "accounts_division_import",
        "accounts_division_export",
        "django_celery_beat_periodictask_changelist",
    ],
)
def test_its_pages_open(site, name):
    assert site.get(reverse(f"admin:{name}")).status_code == 200


def test_a_division_is_renamed(site):
    address = reverse("admin:accounts_division_change", args=[factories.VILLAGE])
    kept = {"code": factories.VILLAGE, "level": "village", "parent": factories.PINGSHAN_TOWN}
    site.post(address, kept | {"name": "新名社区"})
    assert Division.objects.get(pk=factories.VILLAGE).name == "新名社区"


def test_a_closed_post_closes_the_door(site, administrator):
    yesterday = timezone.localdate() - timedelta(days=1)
    administrator.posts.update(starts=yesterday, ends=yesterday)
    assert site.get(reverse("admin:index"), follow=True).status_code == 403


def test_a_stranger_is_led_to_the_one_sign_in_page(client):
    answer = client.get(reverse("admin:login"))
    assert answer.headers["Location"].startswith(reverse("accounts:sign-in"))
