"""Reporting deliveries by program: one answer per row, keys, dry runs, reading and reversing."""

import pytest

from accounts.models import AuditEvent
from assistance.deliveries.models import Delivery
from monitoring.feeds.records.models import Push
from tests import factories
from tests.assistance.deliveries.telling import LI, WANG, person, row

URL = "/api/v1/deliveries/"


@pytest.fixture
def program(money):
    return factories.department_client(department=money.department)


@pytest.fixture
def wang(money):
    return person(money, WANG)


def post(client, sender, body, url=URL, **headers):
    headers |= factories.bearer(sender)
    return client.post(url, body, content_type="application/json", headers=headers)


def get(client, sender, url=URL):
    return client.get(url, headers=factories.bearer(sender))


def test_each_row_is_answered_and_the_good_ones_are_kept(client, program, wang, money):
    answer = post(client, program, {"records": [row(fund="衔接资金"), row(LI), row()]})
    assert answer.status_code == 207
    assert answer.json()["counts"] == {"accepted": 1, "duplicate": 0, "invalid": 2}
    kept = Delivery.objects.get()
    assert answer.json()["results"][0] == {
        "row": 1, "status": "accepted", "id": kept.pk, "errors": {}
    }  # fmt: skip
    assert money.columns() == (500, 500)
    call = AuditEvent.objects.get(event="clients.called")
    assert (call.count, call.detail["households"]) == (3, [wang.household_id])


def test_a_key_makes_nothing_happen_twice(client, program, wang, money):
    body = {"records": [row(fund="衔接资金")]}
    first = post(client, program, body, **{"Idempotency-Key": "k-1"})
    again = post(client, program, body, **{"Idempotency-Key": "k-1"})
    assert (again.status_code, again.json()) == (200, first.json())
    other = post(client, program, {"records": [row(LI)]}, **{"Idempotency-Key": "k-1"})
    assert (other.status_code, other.json()["error"]["code"]) == (409, "key_used")
    assert (Push.objects.count(), money.columns()) == (1, (500, 500))


def test_a_dry_run_says_the_same_and_keeps_nothing(client, program, wang, money):
    body = {"records": [row(fund="衔接资金"), row(LI)]}
    dry = post(client, program, body, url=f"{URL}?dry_run=true").json()
    assert not Delivery.objects.exists()
    assert (Push.objects.count(), money.columns()) == (0, (0, 0))
    assert post(client, program, body).json()["counts"] == dry["counts"]


@pytest.mark.parametrize("body", [[], {}, {"records": []}, {"records": [{}], "more": 1}, None])
def test_a_body_of_another_shape_is_refused_whole(client, program, body):
    answer = post(client, program, body)
    assert (answer.status_code, answer.json()["error"]["details"][0]["field"]) == (400, "records")


def test_only_the_paying_department_reports_its_measures(client, wang, money):
    other = factories.department_client(department="残联")
    answer = post(client, other, {"records": [row()]})
    assert list(answer.json()["results"][0]["errors"]) == ["measure"]
    assert not Delivery.objects.exists()


def test_without_the_scope_nothing_is_reported_or_read(client, program, wang):
    token = factories.bearer(program, "feeds.write")
    body = {"records": [row()]}
    told = client.post(URL, body, content_type="application/json", headers=token)
    read = client.get(URL, headers=token)
    assert [told.status_code, read.status_code] == [403, 403]
    assert told.json()["error"]["code"] == "scope_missing"


def test_a_program_reads_its_own_deliveries_masked_and_page_by_page(client, program, wang, money):
    post(client, program, {"records": [row(amount="480.50")]})
    listed = get(client, program).json()
    assert listed["next"] is None
    assert listed["results"] == [
        {
            "id": Delivery.objects.get().pk, "beneficiary": wang.member.name,
            "id_number": "130131********1234", "measure": money.measure.name, "kind": "cash",
            "starts_on": "2026-05-01", "ends_on": "2026-05-31", "paid_on": "2026-06-03",
            "amount": "480.50", "quantity": None, "unit": "", "giver": "", "state": "paid",
            "reason": "",
        }
    ]  # fmt: skip
    assert get(client, program, f"{URL}?after={listed['results'][0]['id']}").json()["results"] == []
    assert get(client, program, f"{URL}?state=reversed").json()["results"] == []
    for other in (
        factories.department_client(department="残联"),
        factories.department_client(factories.ZANHUANG, department=money.department),
    ):
        assert get(client, other).json()["results"] == []


def test_a_program_reverses_what_it_told_with_a_reason_and_once(client, program, wang, money):
    told = post(client, program, {"records": [row(fund="衔接资金")]}).json()["results"][0]
    url = f"{URL}{told['id']}/reversal/"
    assert post(client, program, {"reason": " "}, url).status_code == 400
    other = factories.department_client(department="残联")
    assert post(client, other, {"reason": "报错"}, url).status_code == 404
    done = post(client, program, {"reason": "报错了人"}, url)
    assert (done.status_code, done.json()) == (200, {"id": told["id"], "state": "reversed"})
    again = post(client, program, {"reason": "报错了人"}, url)
    assert (again.status_code, again.json()["error"]["code"]) == (409, "not_reversed")
    assert money.columns() == (0, 0)
    gone = get(client, program, f"{URL}?state=reversed").json()["results"]
    assert [each["reason"] for each in gone] == ["报错了人"]


def test_what_stands_on_a_payment_list_is_not_reversed_by_a_program(client, program, money):
    money.award()
    listed = money.handed().deliveries.get()
    answer = post(client, program, {"reason": "报错"}, f"{URL}{listed.pk}/reversal/")
    assert answer.status_code == 404
