"""What somebody without an account declares, and how far it is."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from monitoring.cases.clues.declare import receipts, views
from monitoring.cases.clues.models import Clue
from monitoring.cases.clues.reports.actions import answer
from monitoring.cases.clues.reports.models import Report
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")

ID = "130131198005171235"
URL = f"/declare/{factories.VILLAGE}/"
CODE = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}")


def declaration(**changed):
    said = {
        "relation": "self",
        "name": "王秀兰",
        "id_number": ID,
        "phone": "13800001111",
        "difficulties": ["illness"],
        "words": "丈夫住院",
        "form_id": str(uuid.uuid4()),
    }
    return said | changed


def receipt(response):
    return CODE.search(response.content.decode()).group()


def said(client, code):
    return client.post("/declare/answer/", {"code": code}).context["words"]


def test_a_farmer_declares_without_an_account_and_gets_a_receipt(client):
    page = client.get(URL).content.decode()
    assert "不用注册" in page
    code = receipt(client.post(URL, declaration()))
    made = Report.objects.get()
    assert (made.division_id, made.channel, made.by) == (factories.VILLAGE, "declaration", None)
    assert bytes(made.receipt_hash) == receipts.hash_of(code)
    assert code not in str(Report.objects.values())
    assert made.hand_overs.count() == 1
    assert not Clue.objects.exists()


def test_the_receipt_says_how_far_it_is_and_nothing_else(client):
    code = receipt(client.post(URL, declaration()))
    assert "已收到" in said(client, code)
    Report.objects.update(state="checking", household=factories.household())
    assert "正在核查" in said(client, code.lower().replace("-", " "))
    by = factories.user("village", factories.VILLAGE)
    answer(Report.objects.get(), text="已纳入低保办理", by=by)
    response = client.post("/declare/answer/", {"code": code})
    page = response.content.decode()
    assert "已答复" in page
    for secret in ("低保", "王秀兰", "13800001111", "1235"):
        assert secret not in page


def test_an_unknown_receipt_says_so(client):
    assert "没有这个查询码" in said(client, "AAAA-AAAA-AAAA")


def test_sent_ten_times_it_is_one_declaration_with_one_receipt(client):
    form = declaration()
    codes = {receipt(client.post(URL, form)) for _ in range(10)}
    assert len(codes) == Report.objects.count() == 1
    assert receipt(client.post(URL, declaration())) not in codes


def test_the_same_form_filled_in_anew_for_a_neighbour_is_not_lost(client):
    first = declaration()
    second = first | {"name": "李四", "relation": "neighbour", "id_number": ""}
    assert receipt(client.post(URL, first)) != receipt(client.post(URL, second))
    assert set(Report.objects.values_list("name", flat=True)) == {"王秀兰", "李四"}


def test_the_answer_is_the_same_whether_the_person_is_in_the_registry(client):
    factories.member(factories.household(), name="王秀兰", id_number=ID)
    known = client.post(URL, declaration())
    unknown = client.post(URL, declaration(id_number="130131197001010018"))
    pages = [CODE.sub("", page.content.decode()) for page in (known, unknown)]
    tokens = re.compile(r'(csrf-token" content|csrfmiddlewaretoken" value)="[^"]*"')
    assert tokens.sub("", pages[0]) == tokens.sub("", pages[1])


def test_the_registry_is_not_even_asked(client):
    factories.member(factories.household(), name="王秀兰", id_number=ID)
    asked = []
    for number in (ID, "130131197001010018"):
        with CaptureQueriesContext(connection) as seen:
            client.post(URL, declaration(id_number=number))
        asked.append([query["sql"] for query in seen.captured_queries])
    assert len(asked[0]) == len(asked[1])
    tables = ("monitoring_member", "monitoring_household")
    assert not any(f'FROM "{table}"' in sql for sql in asked[0] for table in tables)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"id_number": "130131198005171230"}, "身份证号不对"),
        ({"id_number": ""}, "请填写本人的 18 位身份证号"),
        ({"phone": "0311"}, "11 位手机号码"),
        ({"name": ""}, "必填"),
        ({"difficulties": [], "words": " "}, "请勾选困难"),
        ({"difficulties": ["gold"]}, "gold"),
        ({"words": "长" * 501}, "500"),
        ({"form_id": "1"}, ""),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_kept(client, changed, sentence):
    response = client.post(URL, declaration(**changed))
    assert sentence in response.content.decode()
    assert not Report.objects.exists()


def test_a_neighbour_need_not_know_the_id_number(client):
    client.post(URL, declaration(relation="neighbour", id_number=""))
    assert Report.objects.get().relation == "neighbour"


def test_only_villages_have_the_page(client):
    for code in (factories.PINGSHAN_TOWN, "999999999999", "x"):
        assert client.get(f"/declare/{code}/").status_code == 404


def test_one_address_cannot_send_without_end(client, monkeypatch):
    monkeypatch.setattr(views, "FROM_ONE_ADDRESS", 2)
    answers = [client.post(URL, declaration()).status_code for _ in range(3)]
    elsewhere = client.post(URL, declaration(), REMOTE_ADDR="10.0.0.9").status_code
    assert (*answers, elsewhere) == (200, 200, 429, 200)
    assert Report.objects.count() == 3
    codes = [client.post("/declare/answer/", {"code": "x"}).status_code for _ in range(3)]
    assert codes == [200, 200, 429]


def test_one_village_cannot_be_flooded(client, monkeypatch):
    monkeypatch.setattr(views, "TO_ONE_VILLAGE", 1)
    answers = [
        client.post(URL, declaration(), REMOTE_ADDR=f"10.0.0.{host}").status_code
        for host in range(2)
    ]
    other = client.post("/declare/130131100002/", declaration(), REMOTE_ADDR="10.0.0.3")
    assert (*answers, other.status_code) == (200, 429, 200)


def test_behind_our_proxy_the_address_it_adds_counts(client, monkeypatch, settings):
    monkeypatch.setattr(views, "FROM_ONE_ADDRESS", 1)
    settings.HTTPS = True
    said_of_themselves = ("1.1.1.1, 9.9.9.9", "2.2.2.2, 9.9.9.9", "1.1.1.1, 8.8.8.8")
    answers = [
        client.post(URL, declaration(), headers={"x-forwarded-for": each}).status_code
        for each in said_of_themselves
    ]
    assert answers == [200, 429, 200]


def test_another_site_cannot_send_the_form():
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(URL, declaration()).status_code == 403
    assert not Report.objects.exists()
