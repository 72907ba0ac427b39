"""Tokens: for the right secret, for half an hour, for what the client may, and for nobody else."""

import base64
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client as Caller
from django.utils import timezone
from oauth2_provider.models import AccessToken, Application

from accounts.models import AuditEvent
from accounts.reach import managed
from monitoring.feeds.clients import actions, tasks
from monitoring.feeds.clients.models import Client
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")

TOKEN = "/api/v1/token/"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def made(divisions):
    return factories.department_client_and_secret(scopes=["feeds.write", "flags.read"])


def ask(client: Client, secret: str, address="127.0.0.1", **fields):
    sent = {
        "grant_type": "client_credentials",
        "client_id": client.application.client_id,
        "client_secret": secret,
    }
    return send(urlencode(sent | fields), REMOTE_ADDR=address)


def send(body, content_type=FORM, **extra):
    return Caller().post(TOKEN, body, content_type=content_type, **extra)


def refused(answer, status, error):
    told = answer.json()
    assert (answer.status_code, told["error"]) == (status, error)
    assert any("一" <= letter <= "鿿" for letter in told["message"])
    assert not AccessToken.objects.exists()


def test_a_token_is_given_and_kept_as_a_checksum(made):
    client, secret = made
    answer = ask(client, secret)
    told = answer.json()
    assert answer.status_code == 200
    assert (told["token_type"], told["expires_in"]) == ("Bearer", 1800)
    assert set(told["scope"].split()) == {"feeds.write", "flags.read"}
    assert answer.headers["Cache-Control"] == "no-store"
    kept = AccessToken.objects.get()
    assert kept.token == ""
    assert kept.expires <= timezone.now() + timedelta(minutes=30)
    row = AuditEvent.objects.first()
    assert (row.event, row.by, row.detail["purpose"]) == (
        "clients.token_given", client.user, client.purpose,
    )  # fmt: skip
    assert secret not in str(row.detail)
    assert told["access_token"] not in str(row.detail)


def test_by_basic_authentication(made):
    client, secret = made
    pair = base64.b64encode(f"{client.application.client_id}:{secret}".encode()).decode()
    answer = send("grant_type=client_credentials", headers={"Authorization": f"Basic {pair}"})
    assert answer.status_code == 200


def test_for_fewer_scopes(made):
    assert ask(*made, scope="flags.read").json()["scope"] == "flags.read"


def test_never_for_more_than_the_client_may(made):
    refused(ask(*made, scope="flags.read cases.read"), 400, "invalid_scope")


def test_the_secret_is_kept_hashed(made):
    client, secret = made
    assert secret not in Application.objects.get().client_secret
    assert client.application.client_secret.startswith("md5$")  # of the tests' settings


def test_a_wrong_secret(made):
    client, _secret = made
    refused(ask(client, "wrong"), 401, "invalid_client")
    row = AuditEvent.objects.first()
    assert (row.event, row.detail["code"]) == ("clients.refused", "wrong_secret")
    assert "client_secret" not in str(row.detail)


def test_an_unknown_client(made):
    client, secret = made
    client.application.client_id = "nobody"
    refused(ask(client, secret), 401, "invalid_client")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"expires_on": timezone.localdate() - timedelta(days=1)}, "expired"),
        ({"addresses": ["10.0.0.0/8"]}, "address_refused"),
        ({"revoked_at": timezone.now()}, "revoked"),
    ],
)
def test_a_client_that_may_not_call_gets_none(made, changed, code):
    Client.objects.update(**changed)
    answer = ask(*made)
    refused(answer, 401, "invalid_client")
    assert code in answer.json()["error_description"]
    assert AuditEvent.objects.first().detail["code"] == code


@pytest.mark.parametrize(
    "grant", ["password", "authorization_code", "refresh_token", "implicit", "", "x",
              "urn:ietf:params:oauth:grant-type:device_code"],
)  # fmt: skip
def test_no_other_grant(made, grant):
    answer = ask(*made, grant_type=grant, username="a", password="b", code="c")
    assert answer.status_code == 400
    assert answer.json()["error"] in ("unsupported_grant_type", "invalid_request")
    assert not AccessToken.objects.exists()


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"", FORM), (b"{}", "application/json"), (b"\xff=%00&client_id=%00", FORM),
     (b"grant_type=client_credentials&client_id=%00&client_secret=%00", FORM),
     (b"x=" + b"1" * 3_000_000, FORM), (b"&".join([b"a=1"] * 30_000), FORM)],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(body, kind):
    answer = send(body, kind)
    assert 400 <= answer.status_code < 500
    assert answer.json()["error"]


def test_who_guesses_has_to_wait(made):
    client, secret = made
    for _ in range(30):
        ask(client, "wrong", address="192.0.2.7")
    answer = ask(client, secret, address="192.0.2.7")
    assert (answer.status_code, answer.json()["error"]["code"]) == (429, "too_many_tries")
    assert 1 <= int(answer.headers["Retry-After"]) <= 300
    assert ask(client, secret).status_code == 200
    assert AuditEvent.objects.filter(event="clients.refused").count() == 10


def test_a_new_secret_replaces_the_old_one(made):
    client, old = made
    new = actions.renew_secret(client, by=client.made_by)
    refused(ask(client, old), 401, "invalid_client")
    assert ask(client, new).status_code == 200


def test_what_is_revoked_stays_so(made):
    client, secret = made
    actions.revoke(client, by=client.made_by)
    refused(ask(client, secret), 401, "invalid_client")
    for act in (actions.revoke, actions.renew_secret):
        with pytest.raises(ValidationError, match="已经撤销"):
            act(client, by=client.made_by)


def test_nobody_else_changes_it(made):
    client, _secret = made
    for other in (
        factories.user("county", factories.ZANHUANG),
        factories.user("township", factories.PINGSHAN_TOWN),
        factories.user("admin"),
        client.user,
    ):
        with pytest.raises(PermissionDenied):
            actions.revoke(client, by=other)


def test_its_account_is_nobody_who_signs_in(made):
    client, secret = made
    signing_in = Caller()
    for tried in (secret, "", client.user.password):
        said = {"username": client.user.username, "password": tried}
        assert signing_in.post("/accounts/sign-in/", said).status_code == 200  # the form again
    assert client.user not in managed(client.made_by)
    client.user.set_password(factories.PASSWORD)
    with pytest.raises(IntegrityError), transaction.atomic():
        client.user.save()


def test_old_tokens_go_at_night(made):
    client, _secret = made
    factories.bearer(client, minutes=-1)
    factories.bearer(client)
    tasks.clear_tokens_nightly()
    assert AccessToken.objects.count() == 1


def test_no_page_of_the_library_is_there(client):
    for page in ("authorize", "revoke_token", "introspect", "applications", "register", "token"):
        assert client.get(f"/o/{page}/").status_code == 404
    client.force_login(factories.user("admin"), "django.contrib.auth.backends.ModelBackend")
    assert client.get("/admin/oauth2_provider/application/").status_code in (403, 404)
