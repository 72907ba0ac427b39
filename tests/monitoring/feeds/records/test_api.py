"""Pushing by the API: one answer per record, keys that make nothing happen twice, and refusals."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import AuditEvent
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.catalogue.schema import Field, Kind
from monitoring.feeds.records.models import Push, Record
from monitoring.feeds.records.parsing import read
from monitoring.feeds.records.serializers import push_serializer
from tests import factories

WANG = "130131195603121234"
URL = "/api/v1/feeds/medical-costs/records/"


@pytest.fixture
def medical(db):
    return factories.department_client(feeds=["medical-costs"])


@pytest.fixture
def wang(db):
    return factories.member(factories.household(), id_number=WANG)


def cost(number: str = WANG, burden: str = "3260.50", **fields):
    return {"id_number": number, "month": "2026-10", "own_burden": burden} | fields


def post(client, sender, body, url=URL, **headers):
    headers |= factories.bearer(sender)
    return client.post(url, body, content_type="application/json", headers=headers)


def test_a_push_is_answered_record_by_record(client, medical, wang):
    answer = post(client, medical, {"records": [cost(), cost(burden="x")]})
    assert answer.status_code == 207
    assert answer.json()["counts"] == {
        "accepted": 1, "duplicate": 0, "unmatched": 0, "invalid": 1
    }  # fmt: skip
    assert [each["status"] for each in answer.json()["results"]] == ["accepted", "invalid"]
    assert Record.objects.get().household == wang.household


def test_the_audit_tells_purpose_count_and_households(client, medical, wang):
    post(client, medical, {"records": [cost()]})
    call = AuditEvent.objects.get(event="clients.called")
    assert call.count == 1
    assert call.detail["households"] == [wang.household_id]
    assert call.detail["purpose"] == medical.purpose


def test_a_key_makes_nothing_happen_twice(client, medical, wang):
    first = post(client, medical, {"records": [cost()]}, **{"Idempotency-Key": "k-1"})
    again = post(client, medical, {"records": [cost()]}, **{"Idempotency-Key": "k-1"})
    assert (again.status_code, again.json()) == (200, first.json())
    other = post(client, medical, {"records": [cost(burden="1")]}, **{"Idempotency-Key": "k-1"})
    assert (other.status_code, other.json()["error"]["code"]) == (409, "key_used")
    assert Push.objects.count() == 1


def test_a_dry_run_keeps_nothing(client, medical, wang):
    answer = post(client, medical, {"records": [cost()]}, url=f"{URL}?dry_run=true")
    assert answer.json()["counts"]["accepted"] == 1
    assert not Push.objects.exists()


@pytest.mark.parametrize(
    "body", [[], {}, {"records": []}, {"records": {}}, {"records": [{}], "more": 1}, 7, None]
)
def test_a_body_of_another_shape_is_refused_whole(client, medical, body):
    answer = post(client, medical, body)
    assert answer.status_code == 400
    assert answer.json()["error"]["details"][0]["field"] == "records"


def test_more_than_5000_records_are_refused(client, medical):
    answer = post(client, medical, {"records": [{}] * 5001})
    assert answer.status_code == 400
    assert not Push.objects.exists()


def test_a_client_sends_only_its_own_feeds(client, medical):
    answer = post(client, medical, {"records": [{}]}, url="/api/v1/feeds/accidents/records/")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "feed_missing")


def test_somebody_of_another_county_stays_unknown(client, medical):
    factories.member(factories.household(factories.FAR_VILLAGE), id_number=WANG)
    nobody = "130131198005170013"
    answer = post(client, medical, {"records": [cost(), cost(nobody)]})
    assert [each["status"] for each in answer.json()["results"]] == ["unmatched", "unmatched"]


VALUES = {
    Kind.ID_NUMBER: st.just(WANG),
    Kind.VILLAGE: st.just(factories.VILLAGE),
    Kind.TEXT: st.sampled_from(["王秀英", "x" * 60]),
    Kind.MONEY: st.decimals(0, 10**9, places=2).map(str),
    Kind.DATE: st.dates(min_value=date(2001, 1, 1), max_value=date(2026, 1, 1)).map(str),
    Kind.MONTH: st.sampled_from(["2024-01", "2025-12"]),
    Kind.YEAR: st.integers(2001, 2025),
    Kind.YES_NO: st.booleans(),
}


def fitting(field: Field) -> st.SearchStrategy:
    return st.integers(0, field.most) if field.kind == Kind.COUNT else VALUES[field.kind]


@given(st.data())
def test_what_the_document_allows_is_read(data):
    feed = data.draw(st.sampled_from(list(FEEDS.values())))
    record = {
        field.name: data.draw(st.sampled_from(field.choices) if field.choices else fitting(field))
        for field in feed.fields
        if field.required or data.draw(st.booleans())
    }
    assert push_serializer(feed, 1)(data={"records": [record]}).is_valid()
    assert read(feed, record).errors == {}
