"""The pages where counties and cities give, change and end the access of departments."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone
from python_calamine import CalamineWorkbook

from accounts.models import AuditEvent
from monitoring.feeds.clients import actions, offers
from monitoring.feeds.clients.models import Client, Scope
from monitoring.jobs import actions as jobs
from monitoring.jobs import files
from monitoring.jobs.models import Job
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")

NEW = {
    "division": factories.PINGSHAN,
    "department": "民政局",
    "name": "低保名册",
    "purpose": "每月报送低保名册",
    "legal_basis": "平政〔2026〕3号",
    "scopes": ["feeds.write", "records.read"],
    "addresses": "10.1.2.3\r\n10.2.0.0/16",
    "per_minute": "30",
    "expires_on": "2099-12-31",
}


@pytest.fixture
def county():
    browser = Browser()
    browser.user = factories.user("county", factories.PINGSHAN)
    browser.force_login(browser.user)
    return browser


@pytest.fixture(autouse=True)
def _offered(monkeypatch):
    monkeypatch.setattr(offers, "feeds", {"allowances": "社会救助名册"})
    monkeypatch.setattr(offers, "fields", {"flags": {"name": "预警名称", "since": "起始日期"}})


def new(**changes):
    return NEW | {"feeds": ["allowances"], "fields_read": ["flags.since"]} | changes


def page(response):
    return response.content.decode()


def test_access_is_given_and_its_secret_shown_once(county):
    answer = county.post("/clients/new/", new())
    made = Client.objects.get()
    secret = answer.context["secret"]
    assert secret in page(answer)
    assert made.application.client_id in page(answer)
    assert "no-store" in answer.headers["Cache-Control"]
    assert (made.addresses, made.fields) == (["10.1.2.3/32", "10.2.0.0/16"], ["flags.since"])
    assert (made.user.posts.get().role, made.user.is_machine) == ("department", True)
    assert secret not in str(county.session.items())
    assert secret not in page(county.get(f"/clients/{made.pk}/"))
    assert secret not in str(list(AuditEvent.objects.values_list("detail", flat=True)))
    assert AuditEvent.objects.filter(event="clients.made", by=county.user).exists()


REFUSED = [
    ({"division": factories.ZANHUANG}, "division"),
    ({"division": factories.PINGSHAN_TOWN}, "division"),
    ({"scopes": []}, "scopes"),
    ({"scopes": ["everything"]}, "scopes"),
    ({"feeds": []}, "feeds"),
    ({"feeds": ["gossip"]}, "feeds"),
    ({"fields_read": ["members.id_number"]}, "fields_read"),
    ({"addresses": ""}, "addresses"),
    ({"addresses": "10.1.2.3 office"}, "addresses"),
    ({"addresses": "10.1.2.3/8"}, "addresses"),  # an address with a network's width
    ({"addresses": "\x00"}, "addresses"),
    ({"per_minute": "0"}, "per_minute"),
    ({"per_minute": "999999"}, "per_minute"),
    ({"expires_on": "2020-01-01"}, "expires_on"),
    ({"expires_on": "soon"}, "expires_on"),
    ({"purpose": ""}, "purpose"),
    ({"purpose": "目" * 201}, "purpose"),
    ({"department": ""}, "department"),
    ({"department": "平山县医疗保障局"}, "department"),
]


@pytest.mark.parametrize(("changes", "field"), REFUSED, ids=str)
def test_what_does_not_fit_is_said_beside_its_field(county, changes, field):
    answer = county.post("/clients/new/", new(**changes))
    assert list(answer.context["form"].errors) == [field]
    assert not Client.objects.exists()
    assert not AuditEvent.objects.filter(event__startswith="clients.").exists()


def test_the_same_name_twice(county):
    county.post("/clients/new/", new())
    answer = county.post("/clients/new/", new())
    assert "已有同名" in page(answer)
    assert Client.objects.count() == 1
    actions.revoke(Client.objects.get(), by=county.user)
    assert "secret" in county.post("/clients/new/", new()).context


def test_what_it_may_do_is_changed(county):
    county.post("/clients/new/", new())
    made = Client.objects.get()
    shown = page(county.get(f"/clients/{made.pk}/change/"))
    assert "10.1.2.3/32\n10.2.0.0/16" in shown
    changed = new(scopes=["flags.read"], feeds=[], addresses="0.0.0.0/0", department="别的局")
    assert county.post(f"/clients/{made.pk}/change/", changed).status_code == 302
    made.refresh_from_db()
    assert (made.scopes, made.feeds, made.department) == (["flags.read"], [], "民政局")
    detail = AuditEvent.objects.filter(event="clients.changed").get().detail
    assert detail["scopes"] == [["feeds.write", "records.read"], ["flags.read"]]
    assert set(detail) == {"scopes", "feeds", "addresses"}


def test_a_new_secret_and_the_end(county):
    county.post("/clients/new/", new())
    pk = Client.objects.get().pk
    assert county.post(f"/clients/{pk}/renew-secret/").context["secret"]
    assert county.post(f"/clients/{pk}/revoke/").status_code == 302
    ended = page(county.get(f"/clients/{pk}/"))
    assert "已撤销" in ended
    assert "revoke" not in ended
    for act in ("revoke", "renew-secret", "change"):
        assert county.post(f"/clients/{pk}/{act}/", new()).status_code == 404


def test_a_county_touches_no_program_of_its_city(county):
    of_city = factories.department_client(factories.CITY)
    assert county.get(f"/clients/{of_city.pk}/").status_code == 404
    assert county.post(f"/clients/{of_city.pk}/revoke/").status_code == 404


@pytest.fixture
def several(county):
    """One of each state, and one of another county."""
    today = timezone.localdate()
    factories.department_client(name="就业")
    factories.department_client(name="学籍", department="教育局", expires_on=today)
    factories.department_client(name="低保")
    Client.objects.filter(name="低保").update(expires_on=today - timedelta(days=1))
    actions.revoke(factories.department_client(name="住房"), by=county.user)
    factories.department_client(factories.ZANHUANG, name="外县")


def names(answer):
    return {client.name for client in answer.context["rows"]}


EVERY = {"就业", "学籍", "低保", "住房"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, EVERY),
        ({"standing": "in_force"}, {"就业", "学籍"}),
        ({"standing": "ending"}, {"学籍"}),
        ({"standing": "expired"}, {"低保"}),
        ({"standing": "revoked"}, {"住房"}),
        ({"division": factories.PINGSHAN}, EVERY),
        ({"division": factories.PINGSHAN_TOWN}, set()),
    ],
)
def test_the_list_is_narrowed_and_exported(county, several, query, expected):
    assert names(county.get("/clients/", query)) == expected
    county.post("/lists/clients/export/", query)
    job = Job.objects.get()
    jobs.run(str(job.pk))
    job.refresh_from_db()
    book = CalamineWorkbook.from_filelike(files.open_result(job)).get_sheet_by_index(0)
    assert {row[1] for row in book.to_python()[1:]} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("学", {"学籍"}), ("教育", {"学籍"}), ("个人自付", EVERY), ("'\"%", set()), ("外县", set())],
)
def test_the_list_is_searched(county, several, text, expected):
    found = county.post("/lists/clients/search/", {"text": text}, follow=True)
    assert names(found) == expected


def test_a_filter_that_names_nothing_of_theirs(county):
    assert county.get("/clients/", {"division": factories.ZANHUANG}).status_code == 404
    assert county.get("/clients/", {"standing": "x"}).status_code == 404


def test_calls_are_shown(county):
    made = factories.department_client()
    shown = county.get(f"/clients/{made.pk}/")
    assert (shown.context["calls_today"], len(shown.context["calls"])) == (0, 0)
    Browser().post("/api/v1/token/", _wrong(made), "application/x-www-form-urlencoded")
    shown = county.get(f"/clients/{made.pk}/")
    assert shown.context["calls_today"] == 1
    assert "wrong_secret" in page(shown)


def _wrong(made):
    number = made.application.client_id
    return f"grant_type=client_credentials&client_id={number}&client_secret=x"


def test_the_list_asks_as_often_for_many_as_for_one(county, recorded_queries):
    factories.department_client()
    with recorded_queries("clients:list"):
        county.get("/clients/")
    for _ in range(5):
        factories.department_client()
    with recorded_queries("clients:list"):
        county.get("/clients/")


def test_every_scope_is_a_word_for_people():
    assert all("一" <= str(scope.label)[0] <= "鿿" for scope in Scope)
