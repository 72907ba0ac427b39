"""Every limit of a client refuses, also when it was set during the life of a token."""

import json
from datetime import timedelta

import pytest
from django.test import Client as Caller
from django.utils import timezone
from oauth2_provider.models import AccessToken

from accounts.models import AuditEvent
from monitoring.feeds.clients import actions, offers
from monitoring.feeds.clients.models import Client
from monitoring.registry.models import Household
from tests import factories
from tests.monitoring.feeds.clients.urls import FIELDS

pytestmark = [
    pytest.mark.usefixtures("divisions"),
    pytest.mark.urls("tests.monitoring.feeds.clients.urls"),
]

ROWS = "/api/v1/try/"
WRITE = "/api/v1/write/"
DAY = "updated_since=2026-01-01"


@pytest.fixture(autouse=True)
def _offered(monkeypatch):
    monkeypatch.setitem(offers.fields, "households", dict.fromkeys(FIELDS, "字段"))


@pytest.fixture
def made(divisions):
    return factories.department_client(fields=["households.code", "households.head_name"])


def get(of: Client | None = None, headers=None, url=ROWS, **extra):
    headers = headers or (factories.bearer(of) if of else {})
    return Caller().get(url, headers=headers, **extra)


def post(of: Client, data, **extra):
    caller = Caller(raise_request_exception=False)
    body = data if isinstance(data, bytes) else json.dumps(data)
    extra = {"content_type": "application/json", "headers": factories.bearer(of)} | extra
    return caller.post(WRITE, body, **extra)


def refused(answer, status, code):
    assert answer.headers["Content-Type"] == "application/json"
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (status, code)
    assert any("一" <= letter <= "鿿" for letter in error["message"])
    return error


def last():
    return AuditEvent.objects.filter(event__startswith="clients.").first()


def test_it_tells_the_agreed_fields_of_its_area(made):
    inside = factories.household()
    factories.household(factories.FAR_VILLAGE)
    answer = get(made)
    assert answer.json() == [{"code": inside.code, "head_name": inside.head_name}]
    row = last()
    assert (row.event, row.by, row.count) == ("clients.called", made.user, 1)
    assert row.detail == {
        "address": "GET trying:rows",
        "scope": "households.read",
        "status": 200,
        "purpose": made.purpose,
        "households": [inside.pk],
    }


def test_a_city_sees_its_counties():
    inside = [factories.household(), factories.household(factories.FAR_VILLAGE)]
    made = factories.department_client(factories.CITY, fields=["households.code"])
    assert [row["code"] for row in get(made).json()] == sorted(each.code for each in inside)


def test_without_a_token():
    answer = get()
    refused(answer, 401, "not_authenticated")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="api"'


@pytest.mark.parametrize(
    "header", ["Bearer nothing", "Bearer ", "Bearer \x00", "Basic YTpi", "Bearer a b"]
)
def test_an_unknown_token(header):
    assert get(headers={"Authorization": header}).status_code == 401
    assert last() is None  # nobody of ours: nothing that fills the audit


def test_an_officer_who_signed_in_has_no_token(client):
    client.force_login(factories.user("county", factories.PINGSHAN))
    assert client.get(ROWS).status_code == 401


def test_an_expired_token(made):
    refused(get(headers=factories.bearer(made, minutes=-1)), 401, "token_expired")
    assert (last().event, last().detail["code"]) == ("clients.refused", "token_expired")


def test_a_token_of_fewer_scopes(made):
    refused(get(headers=factories.bearer(made, "flags.read")), 403, "scope_missing")


def test_a_token_for_another_server(made):
    headers = factories.bearer(made)
    AccessToken.objects.update(resource=["https://elsewhere.example/"])
    assert get(headers=headers).status_code == 401


LIMITS = {
    "expired": ({"expires_on": timezone.localdate() - timedelta(days=1)}, 401),
    "address_refused": ({"addresses": ["10.0.0.0/8"]}, 403),
    "scope_missing": ({"scopes": ["flags.read"]}, 403),
}


@pytest.mark.parametrize("code", LIMITS)
def test_a_change_holds_during_the_life_of_a_token(made, code):
    headers = factories.bearer(made)
    assert get(headers=headers).status_code == 200
    changed, status = LIMITS[code]
    Client.objects.update(**changed)
    refused(get(headers=headers), status, code)
    assert last().detail["code"] == code


def test_fields_that_were_taken_away_are_not_told(made):
    factories.household()
    headers = factories.bearer(made)
    Client.objects.update(fields=["households.code", "members.head_name"])
    assert set(get(headers=headers).json()[0]) == {"code"}


def test_revoking_ends_its_tokens(made):
    headers = factories.bearer(made)
    actions.revoke(made, by=made.made_by)
    refused(get(headers=headers), 401, "authentication_failed")
    # And one that was being given at that moment.
    refused(get(made), 401, "revoked")


def test_a_new_secret_ends_its_tokens(made):
    headers = factories.bearer(made)
    actions.renew_secret(made, by=made.made_by)
    assert get(headers=headers).status_code == 401


def test_more_calls_than_agreed(made):
    Client.objects.update(per_minute=2)
    headers = factories.bearer(made)
    assert [get(headers=headers).status_code for _ in range(2)] == [200, 200]
    answer = get(headers=headers)
    refused(answer, 429, "too_many_calls")
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    other = factories.department_client()
    assert get(other).status_code == 200


def test_a_program_that_runs_wild_does_not_fill_the_audit(made):
    Client.objects.update(per_minute=1)
    headers = factories.bearer(made)
    for _ in range(15):
        get(headers=headers)
    assert AuditEvent.objects.filter(event="clients.refused").count() == 10


def test_without_redis_it_is_let_in(made, settings):
    away = settings.CACHES["default"] | {"LOCATION": "unix:///nowhere/redis.sock"}
    settings.CACHES = {"default": away}
    assert get(made).status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [("10.1.2.3", 200), ("10.1.3.1", 403), ("::ffff:10.1.2.9", 200), ("fe80::1", 403), ("", 403)],
)
def test_where_it_calls_from(made, address, status):
    Client.objects.update(addresses=["10.1.2.0/24"])
    assert get(made, REMOTE_ADDR=address).status_code == status


def test_only_our_own_proxy_says_where_a_call_comes_from(made, settings):
    Client.objects.update(addresses=["10.1.2.0/24"])
    pretended = {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "10.1.2.3"}
    assert get(made, **pretended).status_code == 403
    settings.HTTPS = True
    assert get(made, **pretended).status_code == 200
    pretended["HTTP_X_FORWARDED_FOR"] = "10.1.2.3, 192.0.2.1"
    assert get(made, **pretended).status_code == 403


def test_an_unknown_parameter(made):
    error = refused(get(made, url=f"{ROWS}?since=2026-01-01"), 400, "invalid")
    assert error["details"][0] | {"message": ""} == {
        "field": "since", "code": "unknown_parameter", "message": "",
    }  # fmt: skip
    assert get(made, url=f"{ROWS}?{DAY}").status_code == 200
    for odd in (
        "updated_since=soon",
        "updated_since=",
        f"{DAY}&{DAY}",
        "format=json",
        "=",
        "%ff=1",
    ):
        refused(get(made, url=f"{ROWS}?{odd}"), 400, "invalid")


def test_a_write_and_its_record_are_one(made):
    household = factories.household(head_name="原名")
    assert post(made, {"amount": "1", "code": household.code}).status_code == 201
    assert (last().count, last().detail["households"]) == (1, [household.pk])
    outside = factories.household(factories.FAR_VILLAGE)
    refused(post(made, {"amount": "1", "code": outside.code}), 404, "not_found")


@pytest.mark.parametrize("amount", ["5", "7"])  # a fault of the view's, one of the database's
def test_a_fault_leaves_its_record_and_nothing_else(made, amount):
    household = factories.household(head_name="原名")
    refused(post(made, {"amount": amount, "code": household.code}), 500, "error")
    assert Household.objects.get().head_name == "原名"
    assert (last().event, last().detail["status"]) == ("clients.refused", 500)
    assert "household" not in json.dumps(last().detail)


BODIES = {
    b"{": (400, "parse_error"),
    b"\xff\xfe": (400, "parse_error"),
    b'{"amount": NaN}': (400, "parse_error"),
    b'{"amount": 1e999}': (400, "parse_error"),
    b"[" * 100_000: (400, "parse_error"),
    b'{"amount": 1, "code": "\\u0000"}': (400, "parse_error"),
    b'{"amount": 1, "code": "\\ud800"}': (400, "parse_error"),
    b'{"amount": 1, "\\u0000": 1, "code": "1"}': (400, "parse_error"),
    b'{"amount": 1, "code": "\x00"}': (400, "parse_error"),
    b"[]": (400, "invalid"),
    b"3": (400, "invalid"),
    b"null": (400, "invalid"),
    b"": (400, "invalid"),
    b'{"amount": {}, "code": []}': (400, "invalid"),
    b'{"amount": 1, "code": "nobody"}': (404, "not_found"),
}


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body[:24].decode("latin1"))
def test_a_body_that_does_not_fit(made, body):
    refused(post(made, body), *BODIES[body])


def test_a_body_that_is_too_large(made, settings):
    settings.API_LARGEST_BODY = 10
    refused(post(made, {"amount": "1", "code": "12345"}), 413, "too_large")


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_another_kind_of_body(made, kind):
    refused(post(made, b"amount=1", content_type=kind), 415, "unsupported_media_type")


def test_another_method_or_address(made):
    headers = factories.bearer(made)
    refused(Caller().delete(ROWS, headers=headers), 405, "method_not_allowed")
    refused(Caller().options(ROWS, headers=headers), 405, "method_not_allowed")
    refused(get(made, url="/api/v1/nothing/"), 404, "not_found")
    refused(get(made, url=f"{ROWS}?updated_since=%00"), 400, "parse_error")
    refused(get(headers=headers | {"Accept": "text/csv"}), 406, "not_acceptable")


def test_an_address_that_will_go_says_so(made):
    answer = get(made, url="/api/v1/old/")
    assert answer.headers["Deprecation"] == "@1767225600"
    assert answer.headers["Sunset"] == "Fri, 01 Jan 2027 00:00:00 GMT"
    assert answer.headers["Link"] == '</api/v1/try/>; rel="successor-version"'
    assert get(url="/api/v1/old/").headers["Sunset"]  # also to whom it refuses


def test_what_a_call_costs(made, django_assert_num_queries):
    factories.household()
    headers = factories.bearer(made)
    # The token with its client, the posts, two for the transaction, the rows, the audit.
    with django_assert_num_queries(6):
        get(headers=headers)
    for _ in range(5):
        factories.household()
    with django_assert_num_queries(6):
        get(headers=headers)
