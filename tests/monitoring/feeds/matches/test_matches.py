"""Questions about persons: as on a date, only what was agreed, nobody outside the area."""

import hmac
from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Division
from accounts.personal import decrypt
from assistance.awards.models import Award
from assistance.catalogue.models import Measure
from monitoring.cases.casework.models import Episode
from monitoring.feeds.matches import actions, hashing
from monitoring.feeds.matches.asking import FIELDS
from monitoring.feeds.matches.models import HashedMember, MatchKey
from tests import factories

pytestmark = pytest.mark.django_db

WANG, LI = "130131195603121234", "130131198005170013"
URL = "/api/v1/matches/"


@pytest.fixture
def asker():
    return factories.department_client(fields=[f"matches.{name}" for name in FIELDS])


@pytest.fixture
def wang():
    household = factories.household(household_type="脱贫户")
    return factories.member(household, id_number=WANG)


def episode(member, number: int, since: date, until: date | None = None, **fields) -> Episode:
    return Episode.objects.create(
        household=member.household,
        division=member.household.division,
        number=number,
        state="eliminated" if until else "monitored",
        type="脱贫不稳定户",
        risks=[{"risk": "因病", "sub_item": "", "remark": ""}],
        monitored_on=since,
        closed_on=until,
        **fields,
    )


def ask(client, asker, *persons, status=200, **body):
    headers = factories.bearer(asker)
    answer = client.post(
        URL, {"persons": list(persons)} | body, content_type="application/json", headers=headers
    )
    assert answer.status_code == status, answer.content
    return answer.json()


def test_measures_are_those_of_the_date(client, asker, wang):
    measure = Measure.objects.first()
    Award.objects.create(
        measure=measure, household=wang.household, division=wang.household.division, origin="plan",
        starts_on=date(2025, 1, 1), ends_on=date(2025, 6, 30),
    )  # fmt: skip
    named = [
        ask(client, asker, {"id_number": WANG}, as_of=day)["results"][0]["measures"]
        for day in ("2024-12-31", "2025-06-30", "2025-07-01")
    ]
    assert named == [[], [measure.name], []]


def test_the_answer_is_as_on_the_date(client, asker, wang):
    episode(wang, 1, date(2023, 3, 1), date(2024, 6, 30))
    episode(wang, 2, date(2026, 5, 1))
    monitored = {}
    for day in ("2023-02-28", "2023-03-01", "2024-06-29", "2024-06-30", "2026-05-01"):
        row = ask(client, asker, {"id_number": WANG}, as_of=day)["results"][0]
        monitored[day] = (row["monitored"], row["since"], row["eliminated"])
    assert monitored == {
        "2023-02-28": (False, None, False),
        "2023-03-01": (True, "2023-03-01", False),
        "2024-06-29": (True, "2023-03-01", False),
        "2024-06-30": (False, None, True),
        "2026-05-01": (True, "2026-05-01", False),
    }


def test_rows_come_in_the_order_they_were_asked(client, asker, wang):
    episode(wang, 1, date(2023, 3, 1))
    results = ask(client, asker, {"id_number": LI}, {"id_number": WANG})["results"]
    assert [(row["row"], row["registered"], row["monitored"]) for row in results] == [
        (1, False, False), (2, True, True),
    ]  # fmt: skip
    assert results[1]["risks"] == ["因病"]
    assert results[1]["ex_poor"] is True


def test_only_the_agreed_fields_are_answered(client, wang):
    asker = factories.department_client(fields=["matches.monitored"])
    assert ask(client, asker, {"id_number": WANG})["results"] == [{"row": 1, "monitored": False}]


def test_nobody_outside_the_area_is_known(client, asker):
    far = factories.member(factories.household(factories.FAR_VILLAGE), id_number=WANG)
    episode(far, 1, date(2023, 3, 1))
    row = ask(client, asker, {"id_number": WANG})["results"][0]
    assert (row["registered"], row["monitored"]) == (False, False)


def test_a_person_that_cannot_be_read_is_told_and_the_others_answered(client, asker, wang):
    persons = [{"id_number": "1"}, {"id_number": WANG}, {}, "x", {"id_number": WANG, "hash": "a"}]
    results = ask(client, asker, *persons, status=207)["results"]
    assert ["error" in row for row in results] == [True, False, True, True, True]


@pytest.mark.parametrize("day", ["2999-01-01", "20260101", 20260101, "morgen", ["2026-01-01"]])
def test_a_day_that_is_none_or_to_come_is_refused(client, asker, day):
    error = ask(client, asker, {"id_number": WANG}, as_of=day, status=400)["error"]
    assert error["details"][0]["field"] == "as_of"


def test_a_list_of_hashes_is_answered_without_anybody_handing_over_numbers(client, asker, wang):
    key = bytes.fromhex(actions.make_key(asker, by=asker.made_by))
    hashed = hmac.digest(key, WANG.encode(), "sha256").hex()
    ask(client, asker, {"hash": hashed}, status=409)
    hashing.hash_area(asker.match_key)
    row = ask(client, asker, {"hash": hashed})["results"][0]
    assert row["registered"] is True
    assert not ask(client, asker, {"hash": "0" * 64})["results"][0]["registered"]


def test_a_key_is_kept_encrypted_and_a_new_one_ends_the_old(asker):
    first = actions.make_key(asker, by=asker.made_by)
    kept = MatchKey.objects.get()
    assert first.encode() not in bytes(kept.cipher)
    assert decrypt(kept.cipher) == first
    assert actions.make_key(asker, by=asker.made_by) != first
    assert MatchKey.objects.count() == 1


def test_people_who_come_or_move_are_hashed_with_their_area(asker, wang):
    actions.make_key(asker, by=asker.made_by)
    hashing.hash_area(asker.match_key)
    li = factories.member(wang.household, id_number=LI)
    hashing.follow(factories.source(), [wang.household_id])
    assert set(HashedMember.objects.values_list("member", flat=True)) == {wang.pk, li.pk}
    wang.household.members.update(division=Division.objects.get(code=factories.FAR_VILLAGE))
    hashing.follow(factories.source(), [wang.household_id])
    assert not HashedMember.objects.exists()


def test_a_thousand_persons_cost_as_many_queries_as_one(
    client, asker, wang, django_assert_max_num_queries
):
    headers = factories.bearer(asker)
    body = {"persons": [{"id_number": WANG}] * 1000}
    with django_assert_max_num_queries(12):
        client.post(URL, body, content_type="application/json", headers=headers)
    ask(client, asker, *[{"id_number": WANG}] * 1001, status=400)


def test_a_monitoring_that_begins_tomorrow_is_not_told_today(client, asker, wang):
    episode(wang, 1, timezone.localdate() + timedelta(days=1))
    assert ask(client, asker, {"id_number": WANG})["results"][0]["monitored"] is False


def test_the_page_of_a_client_makes_its_key_and_says_when_it_works(client, asker, wang):
    client.force_login(factories.user("county", factories.PINGSHAN))
    page = f"/clients/{asker.pk}/"
    assert "制作比对密钥" in client.get(page).content.decode()
    made = client.post(f"/matches/clients/{asker.pk}/key/").content.decode()
    key = MatchKey.objects.get(client=asker)
    assert decrypt(key.cipher) in made
    shown = client.get(page).content.decode()
    assert decrypt(key.cipher) not in shown
    assert "正在准备" in shown
    hashing.hash_area(key)
    assert "可用" in client.get(page).content.decode()


@pytest.mark.parametrize("lacking", [{"scopes": ["flags.read"]}, {"revoked_at": timezone.now()}])
def test_who_may_not_ask_gets_no_key(client, asker, lacking):
    type(asker).objects.filter(pk=asker.pk).update(**lacking)
    client.force_login(factories.user("county", factories.PINGSHAN))
    assert "制作比对密钥" not in client.get(f"/clients/{asker.pk}/").content.decode()
    client.post(f"/matches/clients/{asker.pk}/key/")
    assert not MatchKey.objects.exists()
