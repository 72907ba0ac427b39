"""What becomes of the records of a push, and of those told again."""

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Division, Post
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.records import actions
from monitoring.feeds.records.models import Push, Record
from monitoring.feeds.records.pushes import Key, KeyUsedError
from monitoring.registry import changed
from tests import factories

pytestmark = pytest.mark.django_db

WANG, LI = "130131195603121234", "130131198005170013"
COSTS = FEEDS["medical-costs"]


@pytest.fixture
def sender():
    return factories.user(Post.Role.DEPARTMENT, factories.PINGSHAN)


@pytest.fixture
def wang():
    return factories.member(factories.household(), id_number=WANG, name="王秀英")


def cost(number: str = WANG, burden: str = "3260.50", **fields):
    return {"id_number": number, "month": "2026-10", "own_burden": burden} | fields


def statuses(results) -> list[str]:
    return [result["status"] for result in results]


def push(raw, sender, county, feed=COSTS, **options):
    rows = dict(enumerate(raw, 1))
    return actions.receive(feed, rows, by=sender, area=county, **options).results


def test_a_record_of_somebody_known_is_matched_to_the_household(wang, sender, county):
    assert statuses(push([cost()], sender, county)) == ["accepted"]
    record = Record.objects.get()
    assert (record.member, record.household, record.state) == (wang, wang.household, "matched")
    assert record.data == {"month": "2026-10", "own_burden": "3260.50"}
    assert (record.starts.isoformat(), record.ends.isoformat()) == ("2026-10-01", "2026-12-31")
    assert record.masked == "130131********1234"


def test_valid_records_are_kept_even_when_others_are_not(wang, sender, county):
    results = push([cost(), cost(burden="-1"), "nonsense", cost(LI)], sender, county)
    assert statuses(results) == ["accepted", "invalid", "invalid", "unmatched"]
    assert results[1]["errors"] == {
        "own_burden": "填写以元为单位的金额，例如“3260.50”，不能为负数。"
    }
    assert Push.objects.get().counts == {
        "accepted": 1, "duplicate": 0, "unmatched": 1, "invalid": 2
    }  # fmt: skip


def test_the_same_push_twice_changes_nothing(wang, sender, county):
    push([cost(), cost(LI)], sender, county)
    before = list(Record.objects.values())
    assert statuses(push([cost(), cost(LI)], sender, county)) == ["duplicate", "duplicate"]
    assert list(Record.objects.values()) == before


def test_a_fact_told_differently_replaces_the_older_which_is_kept(wang, sender, county):
    push([cost()], sender, county)
    assert statuses(push([cost(burden="4000")], sender, county)) == ["accepted"]
    assert [r.data["own_burden"] for r in Record.objects.filter(current=True)] == ["4000.00"]
    assert [r.data["own_burden"] for r in Record.objects.filter(current=False)] == ["3260.50"]


def test_of_a_fact_told_several_times_in_one_push_the_last_one_holds(wang, sender, county):
    results = push([cost(), cost(burden="4000"), cost(burden="4000.00")], sender, county)
    assert statuses(results) == ["accepted", "accepted", "duplicate"]
    assert Record.objects.get(current=True).data["own_burden"] == "4000.00"


def test_a_push_that_comes_back_to_what_was_known_ends_with_it(wang, sender, county):
    push([cost()], sender, county)
    results = push([cost(), cost(burden="4000"), cost()], sender, county)
    assert statuses(results) == ["duplicate", "accepted", "accepted"]
    assert Record.objects.get(current=True).data["own_burden"] == "3260.50"


burdens = st.lists(st.sampled_from(["1.00", "2.00", "3.00"]), min_size=1, max_size=5)


@settings(max_examples=40, deadline=None)
@given(known=burdens, told=burdens, numbers=st.lists(st.sampled_from([WANG, LI]), min_size=5))
def test_one_push_ends_as_the_same_records_one_by_one(known, told, numbers):
    sender = factories.user(Post.Role.DEPARTMENT, factories.PINGSHAN)
    county = Division.objects.get(code=factories.PINGSHAN)
    raw = [cost(number, burden) for number, burden in zip(numbers, told, strict=False)]
    left = []
    for parts in ([raw], [[each] for each in raw]):
        with transaction.atomic():
            factories.member(factories.household(), id_number=WANG)
            push([cost(burden=burden) for burden in known], sender, county)
            said = [status for part in parts for status in statuses(push(part, sender, county))]
            now = Record.objects.filter(current=True).order_by("subject")
            left.append((said, [record.data["own_burden"] for record in now]))
            transaction.set_rollback(True)
    assert left[0] == left[1]


def test_another_name_than_the_person_has_is_not_matched(wang, sender, county):
    assert statuses(push([cost(name="李四")], sender, county)) == ["unmatched"]
    assert statuses(push([cost(name="王秀英")], sender, county)) == ["accepted"]


def test_nobody_outside_the_senders_area_is_matched(sender, county):
    factories.member(factories.household(factories.FAR_VILLAGE), id_number=WANG)
    assert statuses(push([cost()], sender, county)) == ["unmatched"]


def test_what_waits_is_matched_when_the_person_appears(
    sender, county, django_capture_on_commit_callbacks
):
    push([cost(), cost(LI)], sender, county)
    wang = factories.member(factories.household(), id_number=WANG)
    factories.member(factories.household(factories.FAR_VILLAGE), id_number=LI)
    with django_capture_on_commit_callbacks(execute=True):
        changed.announce(factories.source(), [wang.household_id])
    assert dict(Record.objects.values_list("masked", "state")) == {
        "130131********1234": "matched", "130131********0013": "waiting",
    }  # fmt: skip
    assert Record.objects.get(state="matched").household == wang.household


def test_a_village_outside_the_area_is_invalid(sender, county):
    raw = [
        {"village": village, "year": 2026, "stoppage_days": 40}
        for village in (factories.VILLAGE, factories.FAR_VILLAGE, factories.PINGSHAN_TOWN)
    ]
    results = push(raw, sender, county, FEEDS["water-supply"])
    assert statuses(results) == ["accepted", "invalid", "invalid"]
    assert results[1]["errors"] == {"village": "您的辖区内没有使用该代码的村。"}
    assert Record.objects.get().state == "village"


def test_a_dry_run_says_the_same_and_keeps_nothing(wang, sender, county):
    raw = [cost(), cost(LI), cost(burden="x")]
    expected = push(raw, sender, county, dry_run=True)
    assert not Record.objects.exists()
    assert not Push.objects.exists()
    assert push(raw, sender, county) == expected


def test_a_key_used_again_is_answered_as_the_first_time(wang, sender, county):
    first = push([cost()], sender, county, key=Key("k1", b"1" * 32))
    assert push([cost()], sender, county, key=Key("k1", b"1" * 32)) == first
    assert Push.objects.count() == 1
    with pytest.raises(KeyUsedError):
        push([cost(LI)], sender, county, key=Key("k1", b"2" * 32))


def test_days_in_the_future_and_unknown_fields_are_refused(wang, sender, county):
    tomorrow = timezone.localdate().replace(year=timezone.localdate().year + 1)
    raw = [cost(month=tomorrow.strftime("%Y-%m")), cost(colour="red")]
    results = push(raw, sender, county)
    assert [list(result["errors"]) for result in results] == [["month"], ["colour"]]
