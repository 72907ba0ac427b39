"""Addresses that nobody types: an answer, never an error of ours."""

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/households/?division=130131%00aaaaa",
        "/criteria/try/?division=%00",
        "/accounts/divisions/?division=%00",
        "/%00",
    ],
)
def test_a_null_character_is_refused(client, divisions, address):
    client.force_login(
        factories.user("county", factories.PINGSHAN), "django.contrib.auth.backends.ModelBackend"
    )
    response = client.get(address)
    assert response.status_code == 400
    assert "这次提交无法识别" in response.content.decode()
    assert response["Content-Security-Policy"]


def test_a_null_character_in_an_address_of_the_api_is_told_as_its_errors_are(client, divisions):
    response = client.get("/api/v1/households/%00/flags/")
    assert (response.status_code, response.json()["error"]["code"]) == (400, "parse_error")


@pytest.mark.parametrize(
    "name", ["registry:household-list", "screening:flag-list", "imports:batch-list"]
)
@pytest.mark.parametrize("number", ["²", "-1", "9" * 30, "9" * 3000, "٣", "1e9"])
def test_a_page_that_is_no_page_is_no_error(client, divisions, name, number):
    client.force_login(
        factories.user("county", factories.PINGSHAN), "django.contrib.auth.backends.ModelBackend"
    )
    for key in ("after", "before", "page"):
        assert client.get(reverse(name), {key: number}).status_code in (200, 404)
