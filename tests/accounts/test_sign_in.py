"""The door: lockout, where it leads, when it closes, and what a shared machine keeps."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.middleware import ACTIVE
from accounts.models import User
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")

SIGN_IN = reverse("accounts:sign-in")


@pytest.fixture
def cadre():
    return factories.user("village", factories.VILLAGE)


def knock(client: Client, user: User, password: str = factories.PASSWORD, **extra: str):
    return client.post(SIGN_IN, {"username": user.username, "password": password, **extra})


def locked_out(client: Client, user: User):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = knock(client, user, "wrong")
    return answer


def test_five_wrong_passwords_lock_and_say_for_how_long(client, cadre):
    answer = locked_out(client, cadre)
    assert answer.status_code == 429
    assert "15" in answer.content.decode()
    assert settings.AXES_COOLOFF_TIME * 60 == 15
    assert knock(client, cadre).status_code == 429


def test_a_locked_account_stays_open_from_elsewhere(client, cadre):
    locked_out(client, cadre)
    other = Client(REMOTE_ADDR="10.0.0.9")
    assert knock(other, cadre).status_code == 302


def test_the_manager_sees_the_lock_and_opens_it(client, cadre):
    locked_out(client, cadre)
    manager = Client()
    manager.force_login(factories.user("township", factories.PINGSHAN_TOWN))
    unlock = reverse("accounts:user-unlock", args=[cadre.pk])
    detail = reverse("accounts:user-detail", args=[cadre.pk])
    assert unlock in manager.get(detail).content.decode()
    manager.post(unlock)
    assert unlock not in manager.get(detail).content.decode()
    assert knock(client, cadre).status_code == 302


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/accounts/password/", "/accounts/password/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_signing_in_leads_to_our_own_pages_only(client, cadre, asked, led_to):
    assert knock(client, cadre, next=asked).headers["Location"] == led_to


def test_an_idle_session_ends(client, cadre):
    knock(client, cadre)
    session = client.session
    session[ACTIVE] -= settings.IDLE_SECONDS - 10
    session.save()
    assert client.get("/me/").status_code == 200
    session = client.session
    session[ACTIVE] -= settings.IDLE_SECONDS + 10
    session.save()
    assert client.get("/me/").headers["Location"].startswith(SIGN_IN)


def test_pages_of_a_person_stay_out_of_caches(client, cadre):
    knock(client, cadre)
    assert "no-store" in client.get("/me/").headers["Cache-Control"]


def test_scripts_cannot_read_the_session(client, cadre):
    cookie = knock(client, cadre).cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize("password", ["short-7", "12345678901", "password123"])
def test_weak_passwords_are_refused(client, cadre, password):
    knock(client, cadre)
    client.post(
        reverse("accounts:password-change"),
        {
            "old_password": factories.PASSWORD,
            "new_password1": password,
            "new_password2": password,
        },
    )
    cadre.refresh_from_db()
    assert cadre.check_password(factories.PASSWORD)
