"""Whose accounts a user manages and which posts they may give."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts import actions
from accounts.models import Division, Post
from accounts.reach import GIVES, managed, may_give
from accounts.scope import visible
from tests import factories

pytestmark = pytest.mark.usefixtures("divisions")

TODAY = timezone.localdate()


@pytest.fixture
def township():
    return factories.user("township", factories.PINGSHAN_TOWN)


def test_a_township_manages_its_villages_and_nobody_else(township):
    own = factories.user("village", factories.VILLAGE)
    factories.user("village", factories.OTHER_VILLAGE)
    factories.user("township", factories.PINGSHAN_TOWN)
    factories.user("county", factories.PINGSHAN)
    factories.user()
    assert list(managed(township)) == [own]


def test_one_post_outside_is_enough_to_be_out_of_reach(township):
    both = factories.user("village", factories.VILLAGE)
    Post.objects.create(user=both, role="village", division_id=factories.OTHER_VILLAGE)
    assert not managed(township).exists()


def test_who_left_is_still_managed_where_they_were(township):
    former = factories.user("village", factories.VILLAGE)
    yesterday = TODAY - timedelta(days=1)
    former.posts.update(starts=yesterday, ends=yesterday)
    assert list(managed(township)) == [former]


def test_an_administrator_manages_all_but_administrators():
    admin = factories.user("admin")
    factories.user("admin")
    city = factories.user("city", factories.CITY)
    assert list(managed(admin)) == [city]


def test_nobody_gives_their_own_level_or_above():
    rank = ["village", "township", "county", "city", "admin"]
    for role, given in GIVES.items():
        assert given.isdisjoint(rank[rank.index(role) :])


@pytest.mark.parametrize(
    ("role", "division", "expected"),
    [
        ("village", factories.VILLAGE, True),
        ("village", factories.OTHER_VILLAGE, False),
        ("township", factories.PINGSHAN_TOWN, False),
        ("admin", None, False),
    ],
)
def test_what_a_township_may_give(township, role, division, expected):
    place = Division.objects.get(pk=division) if division else None
    assert bool(may_give(township, role, place)) is expected


def test_nobody_changes_themselves(township):
    Post.objects.create(user=township, role="village", division_id=factories.VILLAGE)
    village = Division.objects.get(pk=factories.VILLAGE)
    with pytest.raises(PermissionDenied):
        actions.open_post(township, by=township, role="helper", division=village)
    with pytest.raises(PermissionDenied):
        actions.deactivate(township, by=township)


def test_a_post_is_given_to_managed_accounts_only(township):
    stranger = factories.user("county", factories.ZANHUANG)
    village = Division.objects.get(pk=factories.VILLAGE)
    with pytest.raises(PermissionDenied):
        actions.open_post(stranger, by=township, role="village", division=village)
    assert stranger.posts.count() == 1


def test_an_administrator_sees_divisions_and_no_households():
    household = factories.household()
    admin = factories.user("admin")
    assert visible(Division, admin).filter(pk=factories.FAR_VILLAGE).exists()
    assert not visible(type(household), admin).exists()
