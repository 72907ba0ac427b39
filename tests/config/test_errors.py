"""Error pages: calm, with a next step, and telling nothing of what lies outside one's area."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from config import home
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def failing(monkeypatch):
    """Opens the page about oneself while its view raises `error`."""

    def open_page(error: Exception):
        def fail(request, template):
            raise error

        monkeypatch.setattr(home, "render", fail)
        client = Client(raise_request_exception=False)
        client.force_login(factories.user(), "django.contrib.auth.backends.ModelBackend")
        return client.get("/me/")

    return open_page


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (SuspiciousOperation(), 400, "这次提交无法识别"),
        (PermissionDenied(), 403, "您的岗位没有这项权限"),
        (ZeroDivisionError(), 500, "系统出错了"),
        (OperationalError(), 503, "系统暂时不可用"),
    ],
)
def test_an_error_says_what_to_do(failing, error, status, said):
    response = failing(error)
    page = response.content.decode()
    assert response.status_code == status
    assert said in page
    assert 'href="/"' in page


def test_a_server_error_needs_no_other_file(failing):
    page = failing(ZeroDivisionError()).content.decode()
    assert "/static/" not in page


def test_a_page_that_was_open_too_long_says_so():
    client = Client(enforce_csrf_checks=True)
    response = client.post(reverse("accounts:sign-in"), {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert "页面打开太久" in response.content.decode()


def test_five_wrong_passwords_pause_the_account(client):
    factories.user(username="village")
    for _ in range(5):
        response = client.post(
            reverse("accounts:sign-in"), {"username": "village", "password": "wrong"}
        )
    assert response.status_code == 429
    assert "15 分钟" in response.content.decode()
