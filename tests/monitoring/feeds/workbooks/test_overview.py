"""When each feed came last and is expected next, for everybody of the place."""

from datetime import timedelta

import pytest
from django.utils import timezone

from monitoring.feeds.catalogue.declared import FEEDS
from monitoring.feeds.records.models import Push
from monitoring.feeds.workbooks.overview import standings
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")
LATE = 3


@pytest.fixture
def late(county):
    """Water supply, expected three days ago; and a push of another county today."""
    by = factories.user("city", factories.CITY)
    overdue = timedelta(days=FEEDS["water-supply"].every + LATE)
    for code, ago in ((county.code, overdue), (factories.ZANHUANG, timedelta())):
        push = Push.objects.create(feed="water-supply", by=by, division_code=code)
        Push.objects.filter(pk=push.pk).update(at=timezone.now() - ago)
    return push


def test_the_overdue_feed_is_first_and_another_county_does_not_answer_for_it(late, county):
    first, second, *_rest = standings(county)
    assert (first.feed.code, first.days_overdue) == ("water-supply", LATE)
    assert (second.received, second.expected, second.days_overdue) == (None, None, 0)


def test_what_was_taken_back_has_not_come_and_what_came_for_the_city_has(late, county):
    Push.objects.filter(division_code=county.code).update(undone_at=timezone.now())
    assert standings(county)[0].days_overdue == 0
    Push.objects.filter(pk=late.pk).update(division_code=factories.CITY)
    told = {each.feed.code: each.received for each in standings(county)}
    assert told["water-supply"] == timezone.localdate()


@pytest.mark.parametrize(
    ("role", "place"),
    [("village", factories.VILLAGE), ("township", factories.PINGSHAN_TOWN),
     ("department", factories.PINGSHAN), ("auditor", factories.PINGSHAN)],
)  # fmt: skip
def test_everybody_sees_it(client, late, role, place):
    client.force_login(factories.user(role, place))
    assert f"超期 {LATE} 天" in client.get("/feeds/").content.decode()
