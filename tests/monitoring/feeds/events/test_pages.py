"""The village ticks its households on the phone; the levels above see how far it is."""

import pytest
from django.utils import timezone

from accounts.models import Post
from monitoring.feeds.events.models import VillageEvent
from tests import factories
from tests.config.test_weight import MOST, weight

pytestmark = pytest.mark.usefixtures("divisions")
URL = "/events/{}/"


def event_of(village: str = factories.VILLAGE, households: int = 5) -> VillageEvent:
    made = VillageEvent.objects.create(feed="water-supply", division_id=village, same="2026")
    for _ in range(households):
        made.attached.create(household=factories.household(village))
    return made


@pytest.fixture
def village(client):
    client.force_login(
        factories.user(Post.Role.VILLAGE, factories.VILLAGE),
        "django.contrib.auth.backends.ModelBackend",
    )
    return client


def ticked(event: VillageEvent) -> list[int]:
    rows = list(event.attached.for_ticking())
    return [number for number, row in enumerate(rows, 1) if row.ticked]


def send(client, event: VillageEvent, act: str, **data):
    event.refresh_from_db()
    path = URL.format(event.pk) + "ticks/"
    return client.post(path, {"do": act, "seen": event.version} | data, follow=True)


def test_ticks_are_kept_shown_and_decided(village):
    event = event_of()
    first = event.attached.for_ticking()[0].household_id
    assert "草稿已存" in send(village, event, "save", household=[first]).content.decode()
    page = village.get(URL.format(event.pk)).content.decode()
    assert (page.count(" checked"), "待村里确认" in page) == (1, False)
    said = send(village, event, "decide", household=[first]).content.decode()
    assert "已确认。" in said
    assert event.attached.get(affected=True).household_id == first


def test_all_none_and_a_range_are_ticked_at_once(village):
    event = event_of()
    send(village, event, "range", first="2", last="3")
    assert ticked(event) == [2, 3]
    last = event.attached.for_ticking()[4].household_id
    send(village, event, "range", first="", last="1", household=[last])
    assert ticked(event) == [1, 5]
    send(village, event, "all")
    assert ticked(event) == [1, 2, 3, 4, 5]
    send(village, event, "none")
    assert ticked(event) == []


def test_a_range_that_ends_before_it_begins_is_refused(village):
    event = event_of()
    answer = send(village, event, "range", first="3", last="2")
    assert answer.status_code == 422
    assert "先填较小的号" in answer.content.decode()
    assert ticked(event) == []


def test_whoever_saved_in_between_is_not_overwritten(village):
    event = event_of()
    stale = village.post(
        URL.format(event.pk) + "ticks/", {"do": "all", "seen": "2026"}, follow=True
    )
    assert "刚才有人保存过" in stale.content.decode()
    assert ticked(event) == []


def test_the_levels_above_see_how_far_it_is_and_tick_nothing(client):
    event = event_of()
    factories.record(
        factories.household(), feed=event.feed, same=event.same, state="village",
        division_code=factories.VILLAGE,
    )  # fmt: skip
    by = factories.user(Post.Role.VILLAGE, factories.VILLAGE, full_name="张会计")
    event.attached.filter(pk=event.attached.first().pk).update(affected=True, ticked=True)
    event.decided_at, event.decided_by = timezone.now(), by
    event.save()
    client.force_login(
        factories.user(Post.Role.COUNTY, factories.PINGSHAN),
        "django.contrib.auth.backends.ModelBackend",
    )
    page = client.get("/events/").content.decode()
    assert "张会计" in page
    detail = client.get(URL.format(event.pk)).content.decode()
    assert 'value="decide"' not in detail
    assert detail.count(" disabled") == 5


def test_events_are_narrowed_to_a_state_a_kind_and_a_period(village):
    event_of()  # no department says anything of it any more
    told = factories.record(
        factories.household(), feed="village-disasters", same="2026-10-18|洪涝", state="village",
        division_code=factories.VILLAGE,
    )  # fmt: skip
    shared = {"feed": told.feed, "division_id": factories.VILLAGE, "same": told.same}
    waiting = VillageEvent.objects.create(**shared)

    def listed(query: str) -> set[str]:
        rows = village.get(f"/events/?{query}").context["rows"]
        return {row.event.what for row in rows}

    assert listed("") == {"2026", "2026-10-18 · 洪涝"}
    assert listed("state=taken-back") == listed("feed=water-supply") == {"2026"}
    assert listed("state=open") == listed("feed=village-disasters") == {"2026-10-18 · 洪涝"}
    assert listed("until=2020-01-01") == listed("state=decided") == set()
    VillageEvent.objects.filter(pk=waiting.pk).update(decided_at=timezone.now())
    assert listed("state=decided") == {"2026-10-18 · 洪涝"}
    assert listed("state=open") == set()


def test_a_village_of_600_households_is_light(village):
    page = village.get(URL.format(event_of(households=600).pk)).content
    assert weight(page) < MOST
