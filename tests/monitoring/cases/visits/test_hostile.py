"""What no page sends, and what a phone sends when somebody else was faster: refused, never lost."""

import json
import struct
import uuid
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from monitoring.cases.visits.known import known_of
from monitoring.cases.visits.models import Visit, VisitDraft
from monitoring.registry.models import Change
from tests import factories
from tests.monitoring.cases.visits.submissions import UNCHANGED

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("divisions")]

ID = str(uuid.uuid4())
DEEP = "[" * 50_000


@pytest.fixture
def household():
    made = factories.household()
    factories.member(made, name="王建国", relation="户主", work_months=8)
    factories.statement(made, timezone.localdate().year)
    return made


@pytest.fixture
def phone(client):
    client.force_login(factories.user("village", factories.VILLAGE))
    return client


def hand_in(phone, household, **fields):
    sent = {
        "id": str(uuid.uuid4()),
        "purpose": "follow_up",
        "way": "home",
        "visited_on": timezone.localdate().isoformat(),
        "answers": json.dumps(UNCHANGED),
    }
    return phone.post(reverse("visits:visit", args=[household.pk]), sent | fields)


def bomb() -> bytes:
    """A picture of a few bytes that says it is 900 million pixels large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    size = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b"0" * 100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + pixels + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "data",
    [DEEP, "[]", '{"id": [1]}', f'{{"id": "{ID}", "a": NaN}}', f'{{"id": "{ID}", "a": 1e999}}',
     f'{{"id": "{ID}", "a": "\\u0000"}}', f'{{"id": "{ID}", "a": "\\ud800"}}',
     f'{{"id": "{ID}", "a": {"1" * 5000}}}'],
    ids=["deep", "list", "id", "nan", "infinite", "null", "half", "digits"],
)  # fmt: skip
def test_a_draft_that_cannot_be_kept_is_refused(phone, household, data):
    page = reverse("visits:draft", args=[household.pk])
    assert phone.post(page, data, content_type="application/json").status_code == 400
    assert VisitDraft.objects.count() == 0


@pytest.mark.parametrize("field", ["answers", "values", "seen"])
@pytest.mark.parametrize(
    "sent", [DEEP, "[]", "1" * 5000, '{"a": NaN}', '{"\\ud800": ""}', '{"a": "\\u0000"}']
)
def test_what_no_page_sends_is_no_visit(phone, household, field, sent):
    answer = hand_in(phone, household, **{field: sent})
    assert answer.status_code == 400
    assert Visit.objects.count() == 0


def test_any_value_in_any_place_is_read_or_refused(phone, household):
    raws = [
        5,
        [1],
        [[1]],
        {"a": 1},
        True,
        None,
        "9" * 5000,
        "-1",
        "NaN",
        "1e400",
        10**40,
        "😀" * 99,
    ]
    for key in known_of(household).by_key:
        for raw in raws:
            sent = json.dumps({key: raw})
            answer = hand_in(phone, household, values=sent, id="none", seen=sent)
            assert answer.status_code == 400


def test_what_was_typed_of_somebody_who_left_meanwhile_is_not_lost_in_silence(phone, household):
    gone = factories.member(household, name="赵小兰")
    type(gone).objects.filter(pk=gone.pk).update(status="deceased", left_on=timezone.localdate())
    answer = hand_in(phone, household, values=json.dumps({f"member.{gone.pk}.phone": ""}))
    assert "成员变动" in answer.json()["errors"][0]
    assert Visit.objects.count() == Change.objects.count() == 0


@pytest.mark.parametrize("field", ["photos", "second_signature", "householder_signature"])
def test_a_picture_that_unpacks_to_more_than_memory_is_refused(phone, household, field):
    answer = hand_in(phone, household, **{field: SimpleUploadedFile("photo.png", bomb())})
    assert answer.status_code == 400
    assert Visit.objects.count() == 0


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "gestern"])
def test_a_day_that_cannot_be_is_refused(phone, household, day):
    assert hand_in(phone, household, visited_on=day).status_code == 400
