"""A village ticks who has no water, on the phone; the county sees how far it is, at a desk."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Division
from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.events.models import AttachedHousehold, VillageEvent
from monitoring.feeds.records.actions import receive
from tests import factories
from tests.e2e.county import LONGEST_NAME
from tests.e2e.pages import go

NAMES = ("王建国", "赵大山", "孙勇峰", LONGEST_NAME, "李秀兰", "王小虎")


@pytest.fixture
def event(transactional_db: None) -> VillageEvent:
    for name in NAMES * 5:
        factories.member(factories.household(head_name=name))
    receive(
        FEEDS["water-supply"],
        {
            1: {
                "village": factories.VILLAGE,
                "year": timezone.localdate().year,
                "stoppage_days": 41,
                "note": "水源地管道冻裂，抢修中",
            }
        },
        by=factories.user("department", factories.PINGSHAN),
        area=Division.objects.get(code=factories.PINGSHAN),
    )
    return VillageEvent.objects.get()


def test_a_village_ticks_searches_and_decides_on_a_phone(arrive, event):
    village = arrive()
    village.enter(factories.user("village", factories.VILLAGE, full_name="张会计"))
    page = village.page
    village.phone()
    page.goto("/")
    go(page.get_by_role("link", name="待确认的村级事件"))
    village.check()
    go(page.get_by_role("link", name="供水"))
    village.check()
    page.get_by_label("从第几号").fill("2")
    page.get_by_label("到第几号").fill("4")
    go(page.get_by_role("button", name="勾选这段"))
    expect(page.get_by_text("已勾选 3 / 30 户")).to_be_visible()
    page.get_by_role("searchbox").fill("李秀兰")
    expect(page.get_by_role("checkbox", name="赵大山").first).to_be_hidden()
    page.get_by_role("checkbox", name="李秀兰").first.check()
    expect(page.get_by_text("已勾选 4 / 30 户")).to_be_visible()
    village.check()
    page.get_by_role("searchbox").fill("")
    village.picture("event-phone")
    go(page.get_by_role("button", name="确认受影响户"))
    expect(page.get_by_text("已确认。")).to_be_visible()
    village.check()
    assert AttachedHousehold.objects.filter(affected=True).count() == 4
    county = arrive()
    county.enter(factories.user("county", factories.PINGSHAN))
    county.page.goto("/events/")
    expect(county.page.get_by_text("张会计")).to_be_visible()
    county.check()
    county.picture("events-desk")
    go(county.page.locator("[data-row]").first)
    county.check()
    county.picture("event-desk")
