"""What every page shares: who may open it, its frame, its headers, its language."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from config.context import Frame
from tests import factories

pytestmark = pytest.mark.django_db


def signed_in(role: str | None = None, division: str | None = None) -> Client:
    client = Client()
    client.force_login(factories.user(role, division))
    return client


def test_sign_in_opens_without_an_account(client):
    response = client.get(reverse("accounts:sign-in"))
    assert response.status_code == 200
    assert 'name="password"' in response.content.decode()


def test_home_asks_a_stranger_to_sign_in(client):
    assert client.get("/").headers["Location"].startswith(reverse("accounts:sign-in"))


def test_signing_out_needs_a_post():
    client = signed_in()
    assert client.get(reverse("accounts:sign-out")).status_code == 405
    client.post(reverse("accounts:sign-out"))
    assert client.get("/").status_code == 302


def test_pages_carry_a_policy_without_inline_scripts():
    policy = signed_in().get("/").headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy


@pytest.mark.parametrize(
    ("role", "place", "inside", "absent"),
    [
        ("village", factories.VILLAGE, "农户", "数据导入"),
        ("county", factories.PINGSHAN, "数据导入", None),
        ("auditor", factories.PINGSHAN, "操作记录", "账号管理"),
        ("admin", None, "账号管理", "农户"),
    ],
)
def test_the_menu_shows_what_the_role_may_open(divisions, role, place, inside, absent):
    request = RequestFactory().get("/")
    request.user = factories.user(role, place)
    sections = Frame(request).menu
    labels = [str(entry.label) for section in sections for entry in section.entries]
    assert inside in labels
    assert absent not in labels


def test_my_posts_stand_on_every_page(divisions):
    page = signed_in("village", factories.VILLAGE).get("/").content.decode()
    assert "Village cadre" in page or "村级干部" in page


def test_english_is_by_switch_only(client):
    assert (
        'lang="zh-hans"'
        in client.get("/accounts/sign-in/", headers={"accept-language": "en"}).content.decode()
    )
    client.post(reverse("set-language"), {"language": "en"})
    assert 'lang="en"' in client.get("/accounts/sign-in/").content.decode()


def test_a_missing_page_says_what_to_do():
    response = signed_in().get("/no-such-page/")
    assert response.status_code == 404
    assert 'href="/"' in response.content.decode()
